import { generateKeyPairSync, sign } from 'node:crypto';
import { hashOf, type SignatureAlgorithm, signatureAlgorithms } from '@koshin/pki/x509/signature-algorithms.ts';
import { describe, expect, it } from 'vitest';
import type { Mathematics } from './mathematics.ts';

const keys = {
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'RSA-2048': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'RSA-3072': generateKeyPairSync('rsa', { modulusLength: 3072 }),
};

type KeyName = keyof typeof keys;
const keyNames: readonly KeyName[] = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'];

const kindOf = (name: KeyName) => (name.startsWith('P-') ? 'ecdsa' : 'RSA');
const fits = (name: KeyName, algorithm: SignatureAlgorithm) => algorithm.includes(kindOf(name));
const pairs = keyNames.flatMap((key) => signatureAlgorithms.map((algorithm) => ({ key, algorithm })));

const data = new TextEncoder().encode('to be signed');

/** An input that verifies: the key's signature over `data`. */
function signed(key: KeyName, algorithm: SignatureAlgorithm) {
  const { publicKey, privateKey } = keys[key];
  return {
    algorithm,
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    data,
    signature: new Uint8Array(sign(hashOf(algorithm), data, privateKey)),
  };
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

/** Claims about signatures and digests. */
export function mathematicsContract(name: string, { verify, sha256, sha1 }: Mathematics): void {
  describe(name, () => {
    it.each(pairs.filter(({ key, algorithm }) => fits(key, algorithm)))(
      'verifies $algorithm of a $key key, and nothing that differs by a bit',
      async ({ key, algorithm }) => {
        const input = signed(key, algorithm);
        expect(await verify(input)).toBe(true);
        expect(await verify({ ...input, data: flipped(input.data, 3) })).toBe(false);
        expect(await verify({ ...input, data: new Uint8Array() })).toBe(false);
        for (const at of [0, 1, 20, input.signature.length - 1]) {
          expect(await verify({ ...input, signature: flipped(input.signature, at) })).toBe(false);
        }
        const other = signatureAlgorithms.filter((each) => each !== algorithm);
        for (const each of other) expect(await verify({ ...input, algorithm: each })).toBe(false);
      },
    );

    it.each(pairs.filter(({ key, algorithm }) => !fits(key, algorithm)))(
      'does not verify $algorithm of a $key key',
      async ({ key, algorithm }) => {
        expect(await verify({ ...signed(key, algorithm), algorithm })).toBe(false);
      },
    );

    it('answers false, and throws nothing, for what is no signature and what is no key', async () => {
      const input = signed('P-256', 'ecdsa-with-SHA256');
      const broken = [new Uint8Array(), Uint8Array.of(0x30), input.signature.subarray(1), new Uint8Array(5_000)];
      for (const signature of broken)
        expect(await verify({ ...input, signature: new Uint8Array(signature) })).toBe(false);
      for (const publicKey of broken)
        expect(await verify({ ...input, publicKey: new Uint8Array(publicKey) })).toBe(false);
    });

    it('does not verify one key’s signature with another key of its kind, in whatever order they come', async () => {
      const [one, other] = [
        signed('RSA-2048', 'sha256WithRSAEncryption'),
        signed('RSA-3072', 'sha256WithRSAEncryption'),
      ];
      for (let round = 0; round < 3; round += 1) {
        expect(await verify({ ...one, publicKey: other.publicKey })).toBe(false);
        expect(await verify(one)).toBe(true);
        expect(await verify(other)).toBe(true);
      }
    });

    it('still verifies after more keys than anybody would remember', async () => {
      const first = signed('P-256', 'ecdsa-with-SHA256');
      for (let made = 0; made < 200; made += 1) {
        const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
        expect(await verify({ ...first, publicKey: spki })).toBe(false);
      }
      expect(await verify(first)).toBe(true);
    });

    it.each([
      ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      [
        'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
        '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
      ],
    ])('digests "%s" as FIPS 180-4 says', (text, digest) => {
      const computed = sha256(new TextEncoder().encode(text));
      expect(computed.constructor).toBe(Uint8Array);
      expect(Buffer.from(computed).toString('hex')).toBe(digest);
    });

    it.each([
      ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
      ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ])('digests "%s" by SHA-1 as FIPS 180-4 says', (text, digest) => {
      const computed = sha1(new TextEncoder().encode(text));
      expect(computed.constructor).toBe(Uint8Array);
      expect(Buffer.from(computed).toString('hex')).toBe(digest);
    });
  });
}
