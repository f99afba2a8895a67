import { generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../../tests/conformance/pki/testkit/keys.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { bitString, encode, nullValue, sequence, unsignedInteger } from '../der/writer.ts';
import { judgeKey } from './key-strength.ts';
import { parsePublicKey } from './public-key.ts';
import { integerSquareRoot, primesBelow, productOf } from './small-primes.ts';

const octets = (number: bigint) => {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
};
function rsaKey(modulus: bigint, exponent = 65_537n) {
  const key = encode(sequence(unsignedInteger(octets(modulus)), unsignedInteger(octets(exponent))));
  return parsePublicKey(encode(sequence(sequence(encodeOid(oids.rsaEncryption), nullValue), bitString(key))));
}
function modulusOf(bits: number): bigint {
  const { n } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  return BigInt(`0x${Buffer.from(n ?? '', 'base64url').toString('hex')}`);
}
const weak = (rule: string) => ({ strong: false, rule });
const strong = { strong: true };
const client = { purpose: 'client' } as const;
const ca = { purpose: 'ca' } as const;
const sound2048 = modulusOf(2_048);

/** From the tests of the detection tool that the authors of ROCA published (mod03). */
const rocaModulus = BigInt(
  '0x9dcd7420e420c270a68060eb8b5aa7457a9f6648f86fafed2775cc1f79ae962f1e63f1b9e51c55f9ea6fdc7332e9b0058c9ff2eb1fc8985502' +
    '9cf6aafe21e689feb38ac9ffb12f1ce371bb5d0e9aae64161abce74b4244bf68f1edb4411f756a097c8929c14740245ea355f8332d1aa36bb50c' +
    '7dcb4505da8de02e4e53d38f8df06097da7524df0df93db48eac8cc4af2d3a16257eb2b2adca6ba464e5974fa92550d31b1babf161e7692d00b8' +
    '6e3dd886ecab4abfbe1a8f8cc263ff4af55cdb45f4249a5193925f5e983d762f0b6800943eb0267b08f42ed311ce1f5c86eacbc8ce4d3cb7a2fe' +
    'e1ef5641423a1cf4114e5ecf50034a60a412523af9e6f4aa11',
);

describe('the strength of a key', () => {
  it('is enough in P-256 and P-384 for customers and issuers', () => {
    for (const kind of ['P-256', 'P-384'] as const) {
      const key = parsePublicKey(makeKey(kind).spki);
      expect([judgeKey(key, client), judgeKey(key, ca)]).toEqual([strong, strong]);
    }
  });

  it('is enough in RSA-2048 for customers, not for issuers, who need 3,072 (CRYPTREC)', () => {
    expect(judgeKey(rsaKey(sound2048), client)).toEqual(strong);
    expect(judgeKey(rsaKey(sound2048), ca)).toEqual(weak('rsa-modulus-too-short'));
    expect(judgeKey(rsaKey(modulusOf(3_072)), ca)).toEqual(strong);
  });

  it('is too little below 2,048 bits', () => {
    expect(judgeKey(rsaKey(modulusOf(1_024)), client)).toEqual(weak('rsa-modulus-too-short'));
    expect(judgeKey(rsaKey(0n), client)).toEqual(weak('rsa-modulus-too-short'));
    expect(judgeKey(rsaKey(sound2048 >> 1n), client)).toEqual(weak('rsa-modulus-too-short'));
  });

  it('is refused above 8,192 bits and between whole octets', () => {
    expect(judgeKey(rsaKey((1n << 8_192n) + 1n), client)).toEqual(weak('rsa-modulus-too-long'));
    expect(judgeKey(rsaKey((1n << 2_050n) + 1n), client)).toEqual(weak('rsa-modulus-length-uneven'));
  });

  it.each([
    [1n, 'rsa-exponent-too-small'],
    [3n, 'rsa-exponent-too-small'],
    [65_535n, 'rsa-exponent-too-small'],
    [65_538n, 'rsa-exponent-even'],
    [2n ** 32n + 1n, 'rsa-exponent-too-large'],
  ])('is refused with the exponent %i', (exponent, rule) => {
    expect(judgeKey(rsaKey(sound2048, exponent), client)).toEqual(weak(rule));
  });

  it('is refused with an even modulus', () => {
    expect(judgeKey(rsaKey(sound2048 - 1n), client)).toEqual(weak('rsa-modulus-even'));
  });

  it.each([3n, 101n, 751n])('is refused with the factor %i (NIST SP 800-89 5.3.3)', (factor) => {
    let rest = (1n << 2_047n) / factor + 1n;
    if (rest % 2n === 0n) rest++;
    expect(judgeKey(rsaKey(rest * factor), client)).toEqual(weak('rsa-modulus-small-factor'));
  });

  it('is refused with the fingerprint of ROCA (CVE-2017-15361), of a published key', () => {
    expect(judgeKey(rsaKey(rocaModulus), client)).toEqual(weak('rsa-roca'));
  });

  it('is refused for every modulus of that generator: powers of 65,537 modulo a primorial', () => {
    const primorial = productOf(primesBelow(752));
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: primorial }), fc.bigInt({ min: 1n << 40n, max: 1n << 50n }), (a, k) => {
        const residue = powerModulo(65_537n, a, primorial);
        let modulus = residue + k * primorial;
        modulus += ((1n << 2_047n) / primorial) * primorial;
        while (modulus < 1n << 2_047n) modulus += primorial;
        expect(judgeKey(rsaKey(modulus), client)).toEqual(weak('rsa-roca'));
      }),
      { numRuns: 10 },
    );
  });

  it('is refused when its factors are close (CVE-2022-26320)', () => {
    const p = generatePrimeSync(1_024, { bigint: true });
    let q = p + 2n ** 500n;
    while (primesBelow(752).some((small) => q % BigInt(small) === 0n)) q += 2n;
    expect(judgeKey(rsaKey(p * q), client)).toEqual(weak('rsa-close-factors'));
  });
});

describe('the whole square root', () => {
  it('is the largest whose square is not above the number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 600n }), (number) => {
        const root = integerSquareRoot(number);
        expect(root * root <= number && (root + 1n) * (root + 1n) > number).toBe(true);
      }),
    );
  });
});

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, power] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return result;
}
