import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { softHsm } from '../../../tests/testkit/hsm/soft-hsm.ts';
import { type ThrowawayCa, throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';
import type { KeyStore } from './key-store.ts';
import { openNssStore } from './nss/nss-store.ts';
import { type Certified, certified, keyWithCertificate } from './testing/certified.ts';
import { killAt, killPointsOf } from './testing/kill-points.ts';
import type { Place } from './testing/killed-act.ts';
import { openToken } from './token/pkcs11-token.ts';
import { reportTokens } from './token/present-tokens.ts';

interface World {
  readonly place: Place;
  /** As the next start of the helper opens it. The caller closes it: softoken works on one folder at a time. */
  open(): Promise<KeyStore>;
  remove(): void;
}

function nssWorld(): World {
  const home = mkdtempSync(join(tmpdir(), 'koshin-kills-'));
  const folder = join(home, '.pki', 'nssdb');
  const remove = () => rmSync(home, { recursive: true, force: true });
  return { place: { kind: 'nss', folder }, open: () => openNssStore(folder), remove };
}

async function tokenWorld(): Promise<World> {
  const { module, pin, remove } = softHsm();
  const [present] = (await reportTokens(module)).present;
  const serial = present?.serial ?? expect.fail('no token');
  const open = async () => {
    const token = await openToken(module, serial);
    await token.logIn(pin);
    return token;
  };
  return { place: { kind: 'token', module, serial, pin }, open, remove };
}

const newPurpose = () => randomBytes(16).toString('hex');

describe.each<[string, () => Promise<World>]>([
  ['the browser’s store', async () => nssWorld()],
  ['a token', tokenWorld],
])('killed between any two calls of its module, a process leaves %s', (_what, newWorld) => {
  let world: World;
  let ca: ThrowawayCa;
  /** What the customer logs in with, from before everything. */
  let working: Certified;
  beforeEach(async () => {
    [world, ca] = [await newWorld(), throwawayCa('CA of the test')];
    working = await within((store) => keyWithCertificate(store, ca, newPurpose()));
  });
  afterEach(() => {
    world.remove();
    ca.remove();
  });

  async function within<Result>(work: (store: KeyStore) => Promise<Result>): Promise<Result> {
    const store = await world.open();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** There with its key, which signs. */
  async function works(store: KeyStore, { fingerprint }: Certified): Promise<boolean> {
    const found = await store.findByFingerprint(fingerprint);
    if (found === null) return false;
    const octets = randomBytes(32);
    const spki = Buffer.from(await store.publicKeyOf(found.keyDigest));
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return verify('sha256', octets, publicKey, await store.sign(found.keyDigest, octets));
  }

  it('that makes a key: with no half of one, and the renewal goes on with it or with another', async () => {
    const points = await killPointsOf(world.place, { act: 'make-key', purpose: newPurpose() });
    for (const point of points) {
      const purpose = newPurpose();
      await killAt(point, world.place, { act: 'make-key', purpose });
      await within(async (store) => {
        expect(await works(store, working), point.name).toBe(true);
        const left = (await store.list()).filter((key) => key.purpose === purpose);
        expect(left.length, point.name).toBeLessThanOrEqual(1);
        const key = left[0] ?? (await store.makeKey({ kind: 'P-256', purpose }));
        const certificate = await certified(store, key, ca);
        await store.install(key.keyDigest, certificate.der);
        expect(await works(store, certificate), point.name).toBe(true);
      });
    }
    expect(points.length).toBeGreaterThanOrEqual(4);
  }, 120_000);

  it('that installs: with the certificate or without, its key in any case, and once after the next run', async () => {
    const fresh = () =>
      within(async (store) => {
        const key = await store.makeKey({ kind: 'P-256', purpose: newPurpose() });
        return { key, certificate: await certified(store, key, ca) };
      });
    const installing = ({ key, certificate }: Awaited<ReturnType<typeof fresh>>) =>
      ({
        act: 'install',
        keyDigest: key.keyDigest,
        certificate: Buffer.from(certificate.der).toString('base64'),
      }) as const;
    const points = await killPointsOf(world.place, installing(await fresh()));
    for (const point of points) {
      const made = await fresh();
      await killAt(point, world.place, installing(made));
      await within(async (store) => {
        expect(await works(store, working), point.name).toBe(true);
        const ofKey = async () => (await store.list()).filter(({ keyDigest }) => keyDigest === made.key.keyDigest);
        expect(await ofKey(), point.name).toHaveLength(1);
        await store.install(made.key.keyDigest, made.certificate.der);
        expect(await works(store, made.certificate), point.name).toBe(true);
        expect(await ofKey(), point.name).toHaveLength(1);
      });
    }
    expect(points.length).toBeGreaterThanOrEqual(2);
  }, 120_000);

  it('that removes: with the earlier one whole, as a key alone, or gone, and never without the one that stays', async () => {
    const fresh = () => within((store) => keyWithCertificate(store, ca, newPurpose()));
    const first = await fresh();
    const points = await killPointsOf(world.place, { act: 'remove', fingerprint: first.fingerprint });
    for (const point of points) {
      const going = await fresh();
      await killAt(point, world.place, { act: 'remove', fingerprint: going.fingerprint });
      await within(async (store) => {
        expect(await works(store, working), point.name).toBe(true);
        // A certificate without its key would be offered by browsers, and be of no use.
        const found = await store.findByFingerprint(going.fingerprint);
        if (found !== null) expect(await works(store, going), point.name).toBe(true);
        if (found !== null) await store.remove(going.fingerprint);
        expect(await store.findByFingerprint(going.fingerprint), point.name).toBeNull();
        expect(await works(store, working), point.name).toBe(true);
      });
    }
    expect(points.length).toBeGreaterThanOrEqual(4);
  }, 120_000);

  it('that tries whether it can be written: writable, and without a trace after the next try', async () => {
    const points = await killPointsOf(world.place, { act: 'try-writing' });
    const before = await within((store) => store.list());
    for (const point of points) {
      await killAt(point, world.place, { act: 'try-writing' });
      await within(async (store) => {
        expect(await store.list(), point.name).toEqual(before);
        expect(await store.isWritable(), point.name).toBe(true);
        expect(await works(store, working), point.name).toBe(true);
      });
    }
    expect(points.length).toBeGreaterThanOrEqual(4);
  }, 120_000);
});

describe('killed between any two calls, a process that makes the browser’s store', () => {
  it('leaves a folder in which the next run makes it, and keys are kept', async () => {
    const rehearsed = nssWorld();
    const points = await killPointsOf(rehearsed.place, { act: 'open' });
    rehearsed.remove();
    const ca = throwawayCa('CA of the test');
    for (const point of points) {
      const { place, open, remove } = nssWorld();
      await killAt(point, place, { act: 'open' });
      const store = await open();
      expect(await store.isWritable(), point.name).toBe(true);
      const { fingerprint } = await keyWithCertificate(store, ca, newPurpose());
      await store.close();
      const again = await open();
      expect(await again.findByFingerprint(fingerprint), point.name).not.toBeNull();
      await again.close();
      remove();
    }
    ca.remove();
    expect(points.length).toBeGreaterThanOrEqual(3);
  }, 120_000);
});
