import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../../tests/conformance/pki/testkit/keys.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import { bitString, element, encode, nullValue, sequence, smallInteger, unsignedInteger } from '../der/writer.ts';
import { parsePublicKey } from './public-key.ts';

const p256 = (keyBits: Uint8Array) =>
  encode(sequence(sequence(encodeOid(oids.ecPublicKey), encodeOid(oids.prime256v1)), bitString(keyBits)));
const rsa = (parameters: DerValue[], key: DerValue) =>
  encode(sequence(sequence(encodeOid(oids.rsaEncryption), ...parameters), bitString(encode(key))));

const point = (format: 'uncompressed' | 'compressed' | 'hybrid') => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, 7));
  return new Uint8Array(ecdh.getPublicKey(null, format));
};

describe('SubjectPublicKeyInfo (RFC 5280 4.1.2.7)', () => {
  it('is read for each kind of key that node:crypto makes', () => {
    for (const kind of ['P-256', 'P-384'] as const) {
      const { spki } = makeKey(kind);
      expect(parsePublicKey(spki)).toMatchObject({ kind, der: spki, keyBits: spki.slice(kind === 'P-256' ? 26 : 23) });
    }
    const { spki, privateKey } = makeKey('RSA-2048');
    const n = Buffer.from(privateKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex');
    expect(parsePublicKey(spki)).toMatchObject({
      kind: 'RSA',
      bits: 2048,
      exponent: 65_537n,
      modulus: BigInt(`0x${n}`),
    });
  });

  it('reads the key of RFC 6979 A.2.5', () => {
    const x = '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6';
    const y = '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299';
    expect(parsePublicKey(p256(Buffer.from(`04${x}${y}`, 'hex'))).kind).toBe('P-256');
  });

  it.each([
    ['a compressed point', p256(point('compressed')), 'an uncompressed point of 65 octets'],
    ['a hybrid point', p256(point('hybrid')), 'an uncompressed point of 65 octets'],
    ['the point at infinity', p256(Uint8Array.of(0)), 'an uncompressed point of 65 octets'],
    [
      'a point beside the curve',
      p256(point('uncompressed').map((octet, at) => (at === 64 ? octet ^ 1 : octet))),
      'a point on P-256',
    ],
    ['coordinates beyond the prime', p256(Uint8Array.of(4, ...new Uint8Array(64).fill(0xff))), 'a point on P-256'],
    ['the point (0, 0)', p256(Uint8Array.of(4, ...new Uint8Array(64))), 'a point on P-256'],
    ['RSA without NULL', rsa([], sequence(smallInteger(15), smallInteger(3))), 'parameters of rsaEncryption (NULL)'],
    [
      'a negative modulus',
      rsa([nullValue], sequence(element(2, Uint8Array.of(0x80)), smallInteger(3))),
      'a non-negative modulus',
    ],
    ['RSA with more in it', rsa([nullValue], sequence(smallInteger(15), smallInteger(3), nullValue)), 'nothing more'],
    [
      'explicit curve parameters',
      encode(
        sequence(sequence(encodeOid(oids.ecPublicKey), sequence(smallInteger(1))), bitString(point('uncompressed'))),
      ),
      'namedCurve (OBJECT IDENTIFIER)',
    ],
    [
      'another curve',
      encode(
        sequence(sequence(encodeOid(oids.ecPublicKey), encodeOid('1.3.132.0.10')), bitString(point('uncompressed'))),
      ),
      'the curve P-256 or P-384',
    ],
    [
      'another algorithm',
      encode(sequence(sequence(encodeOid('1.3.101.112')), bitString(new Uint8Array(32)))),
      'id-ecPublicKey or rsaEncryption',
    ],
  ])('is refused with %s', (_, der, message) => {
    expect(() => parsePublicKey(der)).toThrow(message);
  });

  it('is refused with an RSA key longer than 16,384 bits and some', () => {
    const modulus = unsignedInteger(new Uint8Array(4_200).fill(0xff));
    expect(() => parsePublicKey(rsa([nullValue], sequence(modulus, smallInteger(65_537))))).toThrow(
      'at most 4200 octets',
    );
  });
});
