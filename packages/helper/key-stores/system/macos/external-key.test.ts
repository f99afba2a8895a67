import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { publicKeyOfExternal } from './external-key.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey;
const point = ec.export({ format: 'der', type: 'spki' }).subarray(-65);
const pkcs1 = rsa.export({ format: 'der', type: 'pkcs1' });

it.each([
  ['P-256', point, ec],
  ['RSA', pkcs1, rsa],
])('a public key of %s as the keychain gives it is the SubjectPublicKeyInfo of the same key', (_kind, octets, key) => {
  const read = createPublicKey({ key: Buffer.from(publicKeyOfExternal(octets)), format: 'der', type: 'spki' });
  expect(read.equals(key)).toBe(true);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['a point cut off', point.subarray(0, -1)],
  ['a private point', Buffer.concat([point, Buffer.alloc(32, 1)])],
  ['a point beside the curve', Buffer.concat([point.subarray(0, -1), Buffer.of((point.at(-1) ?? 0) ^ 1)])],
  ['an RSA key with octets after it', Buffer.concat([pkcs1, Buffer.of(0)])],
  ['an RSA key cut off', pkcs1.subarray(0, -1)],
])('%s is garbled', (_what, octets) => {
  expect(() => publicKeyOfExternal(octets)).toThrow(expect.objectContaining({ why: 'garbled' }));
});
