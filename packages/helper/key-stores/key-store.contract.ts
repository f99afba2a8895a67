import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verify as believe } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';
import type { KeyStore } from './key-store.ts';
import { certified, keyWithCertificate, requestBy } from './testing/certified.ts';

export interface StoreWorld {
  readonly store: KeyStore;
  /** The same store for another start of the helper; the first one is closed. */
  reopen(): Promise<KeyStore>;
  /** Another program puts a key of its own there. */
  addStranger(): void;
  /** How many private keys another program sees there. */
  keysSeen(): number;
}

const purpose = () => randomBytes(16).toString('hex');

/** What every store keeps to, whatever keeps the keys. `world` is a fresh one, cleaned up by itself. */
export function keyStoreContract(name: string, world: () => Promise<StoreWorld>): void {
  const ca = () => {
    const made = throwawayCa('CA of the test');
    onTestFinished(() => made.remove());
    return made;
  };

  describe(name, () => {
    for (const kind of ['P-256', 'RSA-2048', 'RSA-3072'] as const) {
      it(`makes a ${kind} key whose request our parser and OpenSSL believe`, async () => {
        const { store } = await world();
        const key = await store.makeKey({ kind, purpose: purpose() });
        const request = await requestBy(store, key);
        const parsed = parseCertificationRequest(request);
        expect(await verifyProofOfPossession(parsed, believe)).toBe(true);
        const openssl = spawnSync('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], { input: request });
        expect(`${openssl.stdout}${openssl.stderr}`).toContain('verify OK');
        expect(createHash('sha256').update(parsed.publicKey.der).digest('hex')).toBe(key.keyDigest);
        expect(parsed.publicKey.kind === 'RSA' ? `RSA-${parsed.publicKey.bits}` : parsed.publicKey.kind).toBe(kind);
      });
    }

    it('lists a key with its purpose before it has a certificate, also after another start', async () => {
      const { store, reopen } = await world();
      const key = await store.makeKey({ kind: 'P-256', purpose: purpose() });
      expect(await store.list()).toEqual([key]);
      expect(await (await reopen()).list()).toEqual([key]);
    });

    it('finds a certificate with its key after another start, and signs with it', async () => {
      const { store, reopen } = await world();
      const wanted = purpose();
      const { fingerprint, der } = await keyWithCertificate(store, ca(), wanted);
      const again = await reopen();
      const found = await again.findByFingerprint(fingerprint);
      expect(found).toMatchObject({ purpose: wanted, certificate: { fingerprint, der } });
      const octets = randomBytes(300);
      const keyDigest = found?.keyDigest ?? '';
      const publicKey = createPublicKey({
        key: Buffer.from(await again.publicKeyOf(keyDigest)),
        format: 'der',
        type: 'spki',
      });
      expect(verify('sha256', octets, publicKey, await again.sign(keyDigest, octets))).toBe(true);
    });

    it('finds no certificate that was never installed', async () => {
      const { store } = await world();
      const key = await store.makeKey({ kind: 'P-256', purpose: purpose() });
      const { fingerprint } = await certified(store, key, ca());
      expect(await store.findByFingerprint(fingerprint)).toBeNull();
    });

    it('installs a certificate again as nothing, and another one beside it', async () => {
      const { store } = await world();
      const [issuer, key] = [ca(), await store.makeKey({ kind: 'P-256', purpose: purpose() })];
      const [first, second] = [await certified(store, key, issuer), await certified(store, key, issuer)];
      await store.install(key.keyDigest, first.der);
      await store.install(key.keyDigest, first.der);
      expect(await store.list()).toHaveLength(1);
      await store.install(key.keyDigest, second.der);
      const listed = (await store.list()).map(({ certificate }) => certificate?.fingerprint);
      expect(listed.sort()).toEqual([first.fingerprint, second.fingerprint].sort());
    });

    it('installs no certificate of another key', async () => {
      const { store } = await world();
      const [one, other] = [
        await store.makeKey({ kind: 'P-256', purpose: purpose() }),
        await store.makeKey({ kind: 'P-256', purpose: purpose() }),
      ];
      const { der, fingerprint } = await certified(store, one, ca());
      await expect(store.install(other.keyDigest, der)).rejects.toThrow('another key');
      expect(await store.findByFingerprint(fingerprint)).toBeNull();
    });

    it('removes the certificate that is asked for with its key, and nothing else of the same name', async () => {
      const { store, keysSeen } = await world();
      const issuer = ca();
      const going = await keyWithCertificate(store, issuer, purpose());
      const staying = await keyWithCertificate(store, issuer, purpose());
      expect(keysSeen()).toBe(2);
      await store.remove(going.fingerprint);
      expect(await store.findByFingerprint(going.fingerprint)).toBeNull();
      expect(await store.findByFingerprint(staying.fingerprint)).not.toBeNull();
      expect(keysSeen()).toBe(1);
      await expect(store.remove(going.fingerprint)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('leaves a key that serves another certificate, too', async () => {
      const { store, keysSeen } = await world();
      const [issuer, key] = [ca(), await store.makeKey({ kind: 'P-256', purpose: purpose() })];
      const [going, staying] = [await certified(store, key, issuer), await certified(store, key, issuer)];
      for (const { der } of [going, staying]) await store.install(key.keyDigest, der);
      await store.remove(going.fingerprint);
      expect(await store.findByFingerprint(staying.fingerprint)).not.toBeNull();
      expect(keysSeen()).toBe(1);
    });

    it('does not see the keys of others, and leaves them where they are', async () => {
      const { store, addStranger, keysSeen } = await world();
      addStranger();
      expect(await store.list()).toEqual([]);
      const { fingerprint } = await keyWithCertificate(store, ca(), purpose());
      expect(await store.list()).toHaveLength(1);
      await store.remove(fingerprint);
      expect(keysSeen()).toBe(1);
    });

    it('is tried for writing and looks as before', async () => {
      const { store, keysSeen } = await world();
      expect(await store.isWritable()).toBe(true);
      expect(await store.list()).toEqual([]);
      expect(keysSeen()).toBe(0);
    });

    it('refuses what is asked of a key that is not there', async () => {
      const { store } = await world();
      const nobody = '0'.repeat(64);
      for (const act of [
        () => store.publicKeyOf(nobody),
        () => store.sign(nobody, new Uint8Array(1)),
        () => store.install(nobody, new Uint8Array(1)),
        () => store.remove(nobody),
      ]) {
        await expect(act()).rejects.toMatchObject({ name: 'KeyStoreRefused', code: 'not-found' });
      }
    });
  });
}
