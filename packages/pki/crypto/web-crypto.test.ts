import { hash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../der/octets.ts';
import { webCrypto } from './web-crypto.ts';

const crypto = webCrypto(webcrypto.subtle);
const ascii = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('the mathematics of WebCrypto', () => {
  it('derives the keys of RFC 7914 11 by PBKDF2-HMAC-SHA-256', async () => {
    const key = await crypto.pbkdf2({ password: ascii('passwd'), salt: ascii('salt'), iterations: 1, keyBytes: 64 });
    expect(toHex(key)).toBe(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    );
  });

  it('makes the HMAC of RFC 4231 4.3', async () => {
    const mac = await crypto.hmac('SHA-256', ascii('Jefe'), ascii('what do ya want for nothing?'));
    expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('encrypts the first block of NIST SP 800-38A F.2.5 by AES-256-CBC, and decrypts it', async () => {
    const key = hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4');
    const iv = hex('000102030405060708090a0b0c0d0e0f');
    const data = hex('6bc1bee22e409f96e93d7e117393172a');
    const encrypted = await crypto.aesCbcEncrypt({ key, iv, data });
    expect(toHex(encrypted.subarray(0, 16))).toBe('f58c4c04d6e5f1ba779eabfb5f7bfbd6');
    expect(await crypto.aesCbcDecrypt({ key, iv, data: encrypted })).toEqual(data);
  });

  it('answers wrong padding with nothing', async () => {
    const [key, iv] = [new Uint8Array(32), new Uint8Array(16)];
    expect(await crypto.aesCbcDecrypt({ key, iv, data: new Uint8Array(32) })).toBeUndefined();
  });

  it('passes on what goes wrong for another reason', async () => {
    const input = { key: new Uint8Array(5), iv: new Uint8Array(16), data: new Uint8Array(16) };
    await expect(crypto.aesCbcDecrypt(input)).rejects.toThrow();
  });

  it('digests by itself, or by the function it is given', async () => {
    const digest = (name: string, data: Uint8Array) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer'));
    for (const name of ['SHA-1', 'SHA-256'] as const) {
      const expected = digest(name, ascii('abc'));
      expect(await crypto.digest(name, ascii('abc'))).toEqual(expected);
      expect(webCrypto(webcrypto.subtle, { digest }).digest(name, ascii('abc'))).toEqual(expected);
    }
  });
});
