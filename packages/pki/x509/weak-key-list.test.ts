import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parsePublicKey } from './public-key.ts';
import { NotAWeakKeyList, parseWeakKeyList, weakKeyEntry } from './weak-key-list.ts';

const sha1 = (data: Uint8Array) => createHash('sha1').update(data).digest();

describe('a list of weak keys', () => {
  it('has its entries in either case, with comments and empty lines between them', () => {
    const list = parseWeakKeyList('# RSA-2048, i386\r\n\r\n0123456789ABCDEF0123\nfedcba98765432100000\n');
    expect(list).toEqual(new Set(['0123456789abcdef0123', 'fedcba98765432100000']));
  });

  it.each([
    ['two entries on a line', '0123456789abcdef0123 0123456789abcdef0123', 1],
    ['a whole digest', `\n${'0'.repeat(40)}`, 2],
    ['another alphabet', '# ssh\n#\nAAAAB3NzaC1yc2EAAAAD', 3],
  ])('is refused with %s, by its line', (_, text, line) => {
    expect(() => parseWeakKeyList(text)).toThrow(NotAWeakKeyList);
    expect(() => parseWeakKeyList(text)).toThrow(`line ${line} `);
  });

  it.each([2048, 3072])('names a key of %i bits by what OpenSSL prints of its modulus', (modulusLength) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const printed = execFileSync('openssl', ['rsa', '-pubin', '-noout', '-modulus'], { input: pem });
    const key = parsePublicKey(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })));
    if (key.kind !== 'RSA') throw new Error('expected an RSA key');
    const expected = execFileSync('sha1sum', { input: printed, encoding: 'utf8' }).slice(20, 40);
    expect(weakKeyEntry(key, sha1)).toBe(expected);
  });
});
