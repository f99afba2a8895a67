import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, verify } from 'node:crypto';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { acceptForSigning, type LintedToBeSigned } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildRoot } from '@koshin/pki/x509/profiles/root.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import { hashOf, type SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import { describe, expect, it } from 'vitest';
import type { KeyKind, Signer } from './signer.ts';

const algorithms: readonly (readonly [KeyKind, SignatureAlgorithm])[] = [
  ['P-256', 'ecdsa-with-SHA256'],
  ['P-384', 'ecdsa-with-SHA384'],
  ['RSA-3072', 'sha256WithRSAEncryption'],
  ['RSA-4096', 'sha256WithRSAEncryption'],
];

/** Linted bytes of a root with this key, naming this algorithm. */
export async function rootToSign(
  signer: Signer,
  keyName: string,
  signatureAlgorithm?: SignatureAlgorithm,
): Promise<LintedToBeSigned> {
  const publicKey = await signer.publicKeyOf(keyName);
  const digest = createHash('sha256')
    .update(keyIdentifierInput(parsePublicKey(publicKey)))
    .digest();
  const tbs = buildRoot({
    serialNumber: serialNumberFrom(randomBytes(16)),
    subject: encodeName({ country: 'JP', organization: '見本信用金庫', commonName: '見本信用金庫 認証局 ルート' }),
    notBefore: Date.parse('2026-11-22T00:00:00Z'),
    notAfter: Date.parse('2046-11-22T14:59:59Z'),
    publicKey,
    subjectKeyIdentifier: keyIdentifierFrom(digest),
    signatureAlgorithm: signatureAlgorithm ?? (await signer.algorithmOf(keyName)),
  });
  const linted = acceptForSigning(tbs, { profile: 'root', issuer: 'self' });
  if (!linted.accepted) throw new Error(`a root that cannot be signed: ${JSON.stringify(linted.findings)}`);
  return linted;
}

function verifies(publicKey: Uint8Array, tbs: LintedToBeSigned, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return verify(hashOf(tbs.signatureAlgorithm), tbs.bytes, { key, dsaEncoding: 'der' }, signature);
}

/** A key as another CA would hand it over. */
function madeElsewhere(kind: KeyKind) {
  const { privateKey, publicKey } =
    kind === 'P-256' || kind === 'P-384'
      ? generateKeyPairSync('ec', { namedCurve: kind })
      : generateKeyPairSync('rsa', { modulusLength: Number(kind.slice('RSA-'.length)) });
  return { pkcs8: pkcs8Of(privateKey), spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })) };
}

const pkcs8Of = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));

/** Claims about every holder of CA keys. `open` gives an empty one of the test's own. */
export function signerContract(name: string, open: () => Promise<Signer>): void {
  describe(name, () => {
    it.each(algorithms)('signs with a %s key by %s', { timeout: 60_000 }, async (kind, algorithm) => {
      const signer = await open();
      await signer.makeKey({ keyName: 'mihon-g1', kind });
      expect(await signer.algorithmOf('mihon-g1')).toBe(algorithm);
      const [publicKey, tbs] = [await signer.publicKeyOf('mihon-g1'), await rootToSign(signer, 'mihon-g1')];
      const signature = await signer.sign({ keyName: 'mihon-g1', tbs });
      expect(verifies(publicKey, tbs, signature)).toBe(true);
      expect(verifies(publicKey, await rootToSign(signer, 'mihon-g1'), signature)).toBe(false);
    });

    it('signs for many at the same time, each its own bytes with its own key', async () => {
      const signer = await open();
      const keyNames = ['a-1', 'b-2', 'c-3'];
      for (const keyName of keyNames) await signer.makeKey({ keyName, kind: 'P-256' });
      const many = Array.from({ length: 10 }, () => keyNames).flat();
      const signed = await Promise.all(
        many.map(async (keyName) => {
          const tbs = await rootToSign(signer, keyName);
          return { keyName, tbs, signature: await signer.sign({ keyName, tbs }) };
        }),
      );
      for (const { keyName, tbs, signature } of signed) {
        expect(verifies(await signer.publicKeyOf(keyName), tbs, signature)).toBe(true);
      }
    });

    it('refuses a key it does not hold with signer-unavailable, naming it', async () => {
      const signer = await open();
      await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      const missing = { code: 'signer-unavailable', detail: { keyName: 'mihon-g2', reason: 'missing' } };
      const tbs = await rootToSign(signer, 'mihon-g1');
      await expect(signer.sign({ keyName: 'mihon-g2', tbs })).rejects.toMatchObject(missing);
      await expect(signer.algorithmOf('mihon-g2')).rejects.toMatchObject(missing);
      await expect(signer.publicKeyOf('mihon-g2')).rejects.toMatchObject(missing);
    });

    it('destroys a key for good, once, and no other; its name can be had again by another', async () => {
      const signer = await open();
      for (const keyName of ['mihon-g1', 'mihon-g2']) await signer.makeKey({ keyName, kind: 'P-256' });
      const [first, tbs] = [await signer.publicKeyOf('mihon-g1'), await rootToSign(signer, 'mihon-g1')];
      await signer.sign({ keyName: 'mihon-g1', tbs });
      expect(await signer.destroyKey('mihon-g1')).toBe(true);
      expect(await signer.destroyKey('mihon-g1')).toBe(false);
      const missing = { code: 'signer-unavailable', detail: { reason: 'missing' } };
      await expect(signer.sign({ keyName: 'mihon-g1', tbs })).rejects.toMatchObject(missing);
      await expect(signer.publicKeyOf('mihon-g1')).rejects.toMatchObject(missing);
      expect(await signer.publicKeyOf('mihon-g2')).toBeDefined();
      await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      expect(await signer.publicKeyOf('mihon-g1')).not.toEqual(first);
    });

    it('tries anew after it could not', async () => {
      const signer = await open();
      await expect(signer.publicKeyOf('mihon-g1')).rejects.toMatchObject({ code: 'signer-unavailable' });
      await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      expect(await signer.algorithmOf('mihon-g1')).toBe('ecdsa-with-SHA256');
    });

    it('never makes a key a second time, however many ask', async () => {
      const signer = await open();
      const make = () => signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      const outcomes = await Promise.allSettled([make(), make(), make(), make()]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const publicKey = await signer.publicKeyOf('mihon-g1');
      await expect(make()).rejects.toMatchObject({ name: 'KeyNameTaken', keyName: 'mihon-g1' });
      expect(await signer.publicKeyOf('mihon-g1')).toEqual(publicKey);
    });

    it('does not sign bytes that name an algorithm of another kind of key', async () => {
      const signer = await open();
      await signer.makeKey({ keyName: 'p-256', kind: 'P-256' });
      await signer.makeKey({ keyName: 'p-384', kind: 'P-384' });
      const tbs = await rootToSign(signer, 'p-384');
      await expect(signer.sign({ keyName: 'p-256', tbs })).rejects.toThrow('signs by ecdsa-with-SHA256');
    });

    it.each(['', 'Mihon', '../mihon', 'a/b', 'a--b', '-a', 'a\u0000', 'a'.repeat(65)])(
      'does not take %j for a name',
      async (keyName) => {
        const signer = await open();
        await expect(signer.makeKey({ keyName, kind: 'P-256' })).rejects.toThrow(RangeError);
      },
    );

    it.each(algorithms.slice(0, 3))('signs with a %s key that was made elsewhere', async (kind, algorithm) => {
      const signer = await open();
      const { pkcs8, spki } = madeElsewhere(kind);
      await signer.importKey({ keyName: 'mihon-g0', pkcs8 });
      expect(await signer.algorithmOf('mihon-g0')).toBe(algorithm);
      expect(await signer.publicKeyOf('mihon-g0')).toEqual(spki);
      const tbs = await rootToSign(signer, 'mihon-g0');
      expect(verifies(spki, tbs, await signer.sign({ keyName: 'mihon-g0', tbs }))).toBe(true);
      expect(pkcs8).not.toEqual(new Uint8Array(pkcs8.length));
    });

    it('never replaces a key by one that was made elsewhere, nor one of those', async () => {
      const signer = await open();
      await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      await signer.importKey({ keyName: 'mihon-g0', pkcs8: madeElsewhere('P-256').pkcs8 });
      for (const keyName of ['mihon-g1', 'mihon-g0']) {
        const before = await signer.publicKeyOf(keyName);
        const { pkcs8 } = madeElsewhere('P-384');
        await expect(signer.importKey({ keyName, pkcs8 })).rejects.toMatchObject({ name: 'KeyNameTaken', keyName });
        await expect(signer.makeKey({ keyName, kind: 'P-256' })).rejects.toMatchObject({ name: 'KeyNameTaken' });
        expect(await signer.publicKeyOf(keyName)).toEqual(before);
      }
    });

    it('takes in no key that a CA may not have, and nothing under no name', async () => {
      const signer = await open();
      const wrong = [
        generateKeyPairSync('rsa', { modulusLength: 2048 }),
        generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
        generateKeyPairSync('ed25519'),
      ].map(({ privateKey }) => pkcs8Of(privateKey));
      for (const pkcs8 of [...wrong, new Uint8Array(40), new Uint8Array()]) {
        await expect(signer.importKey({ keyName: 'mihon-g0', pkcs8 })).rejects.toThrow(RangeError);
      }
      const { pkcs8 } = madeElsewhere('P-256');
      await expect(signer.importKey({ keyName: '../mihon', pkcs8 })).rejects.toThrow(RangeError);
      await expect(signer.publicKeyOf('mihon-g0')).rejects.toMatchObject({ detail: { reason: 'missing' } });
    });

    it('is ready without keys and with them', async () => {
      const signer = await open();
      await signer.ready();
      await signer.makeKey({ keyName: 'mihon-g1', kind: 'P-256' });
      await signer.ready();
      expect(await signer.algorithmOf('mihon-g1')).toBe('ecdsa-with-SHA256');
    });
  });
}
