import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mathematicsContract } from '../../ports/mathematics.contract.ts';
import { nodeMathematics } from './node-mathematics.ts';

mathematicsContract('Node’s mathematics', nodeMathematics());

describe('Node’s mathematics', () => {
  it('refuses RSASSA-PSS keys', () => {
    const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    const input = { data: new Uint8Array(1), signature: new Uint8Array(256) };
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    expect(nodeMathematics().verify({ ...input, algorithm: 'sha256WithRSAEncryption', publicKey: spki })).toBe(false);
  });
});
