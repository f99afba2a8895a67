import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto';
import type { HostAnswerBody, HostRequest } from '@koshin/wire/helper/host-messages.ts';
import { deviceProofBytes, installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';
import { KeyStoreRefused } from '../key-stores/key-store.ts';
import { MemoryStores } from '../testing/memory-stores.ts';
import { answerRequest } from './answer-request.ts';
import { TokenLogins } from './token-logins.ts';

const ca = throwawayCa('issuer of the test');
afterAll(() => ca.remove());

const origin = 'https://mihon.portal.example';
const purpose = '0'.repeat(32);
const onPc = { kind: 'pc' } as const;
const onToken = { kind: 'token', serial: 'KT-0001' } as const;
const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64');

let stores: MemoryStores;
let troubles: unknown[];
let time: number;
let ask: (request: HostRequest) => Promise<HostAnswerBody>;
beforeEach(() => {
  stores = new MemoryStores();
  troubles = [];
  time = 0;
  const logins = new TokenLogins({ open: (serial) => stores.openToken(serial), now: () => time });
  const means = { version: '1.2.3', stores, logins, onTrouble: (trouble: unknown) => troubles.push(trouble) };
  ask = (request) => answerRequest(request, means);
});

const common = { id: 1, origin };
type Place = typeof onPc | typeof onToken;
const makeKey = (place: Place = onPc, of: Partial<Extract<HostRequest, { act: 'make-key' }>> = {}): HostRequest => ({
  ...common,
  act: 'make-key',
  place,
  purpose,
  kind: 'P-256',
  deviceChallenge: null,
  pin: null,
  ...of,
});

async function madeKey(place: Place = onPc, pin: string | null = null): Promise<string> {
  const answer = await ask(makeKey(place, { pin }));
  if (answer.answer !== 'key-made') throw new Error(JSON.stringify(answer));
  return answer.keyDigest;
}

const signRequest = (keyDigest: string, of: object = {}): HostRequest => ({
  ...common,
  act: 'sign-request',
  place: onPc,
  purpose,
  keyDigest,
  pin: null,
  ...of,
});

async function certificateOf(keyDigest: string, of: object = {}): Promise<X509Certificate> {
  const answer = await ask(signRequest(keyDigest, of));
  if (answer.answer !== 'request') throw new Error(JSON.stringify(answer));
  // OpenSSL verifies the proof of possession before it certifies.
  return new X509Certificate(ca.certify(Buffer.from(answer.csr, 'base64')));
}

const nonce = randomBytes(32);
const install = (keyDigest: string, certificate: Uint8Array, of: object = {}): HostRequest => ({
  ...common,
  act: 'install',
  place: onPc,
  purpose,
  keyDigest,
  certificate: base64(certificate),
  nonce: base64(nonce),
  pin: null,
  ...of,
});
const fingerprintOf = ({ raw }: X509Certificate) => createHash('sha256').update(raw).digest('hex');

async function installed(place: Place = onPc): Promise<X509Certificate> {
  const keyDigest = await madeKey(place);
  const certificate = await certificateOf(keyDigest, { place });
  await ask(install(keyDigest, certificate.raw, { place }));
  return certificate;
}

describe('a key in the PC’s store', () => {
  it('goes from making to an installed certificate whose key has signed the page’s nonce', async () => {
    const keyDigest = await madeKey();
    const certificate = await certificateOf(keyDigest);
    const answer = await ask(install(keyDigest, certificate.raw));
    if (answer.answer !== 'installed') throw new Error(JSON.stringify(answer));
    expect(answer.fingerprint).toBe(fingerprintOf(certificate));
    const signature = Buffer.from(answer.signature, 'base64');
    expect(verify('sha256', installedProofBytes(nonce), certificate.publicKey, signature)).toBe(true);
    expect(verify('sha256', nonce, certificate.publicKey, signature)).toBe(false);
    expect(await ask({ ...common, act: 'find-keys', purpose })).toEqual({
      answer: 'keys',
      keys: [{ place: onPc, keyDigest, purpose, fingerprint: answer.fingerprint }],
    });
  });

  it.each(['RSA-2048', 'RSA-3072'] as const)('may be %s, and OpenSSL takes its request', async (kind) => {
    const answer = await ask(makeKey(onPc, { kind }));
    if (answer.answer !== 'key-made') throw new Error(JSON.stringify(answer));
    expect((await certificateOf(answer.keyDigest)).publicKey.asymmetricKeyType).toBe('rsa');
  });

  it('is not there for another renewal: no request, no installation', async () => {
    const keyDigest = await madeKey();
    const certificate = await certificateOf(keyDigest);
    const other = { purpose: '1'.repeat(32) };
    expect(await ask(signRequest(keyDigest, other))).toMatchObject({ code: 'not-found' });
    expect(await ask(install(keyDigest, certificate.raw, other))).toMatchObject({ code: 'not-found' });
  });

  it('takes no certificate of another key, no rubbish and no short nonce', async () => {
    const [one, other] = [await madeKey(), await madeKey()];
    const certificate = await certificateOf(other);
    for (const wrong of [
      install(one, certificate.raw),
      install(one, Uint8Array.of(1, 2, 3)),
      install(other, certificate.raw, { nonce: base64(nonce.subarray(1)) }),
    ]) {
      expect(await ask(wrong)).toEqual({ answer: 'refused', code: 'request-malformed', facts: {} });
    }
    expect([...stores.pcStore.keys.values()].every(({ certificates }) => certificates.size === 0)).toBe(true);
  });

  it('refuses plainly where the store cannot be written, or there is none', async () => {
    stores.pcStore.writable = false;
    expect(await ask(makeKey())).toMatchObject({ answer: 'refused', code: 'store-not-writable' });
    stores.hasPc = false;
    expect(await ask(makeKey())).toMatchObject({ answer: 'refused', code: 'store-not-writable' });
    expect(await ask({ ...common, act: 'status' })).toMatchObject({ answer: 'status', pc: null });
  });

  it('made, but its making not heard of, is found again by its renewal', async () => {
    stores.pcStore.failsAfter = { act: 'makeKey', error: new Error('the disk is slow') };
    expect(await ask(makeKey())).toEqual({ answer: 'refused', code: 'unexpected', facts: {} });
    expect(troubles).toHaveLength(1);
    expect(await ask({ ...common, act: 'find-keys', purpose })).toMatchObject({ keys: [{ fingerprint: null }] });
  });
});

describe('the removal of an earlier certificate', () => {
  const removal = (old: X509Certificate, proven: string, of: object = {}): HostRequest => ({
    ...common,
    act: 'remove',
    place: onPc,
    fingerprint: fingerprintOf(old),
    proven,
    serialTail: old.serialNumber.slice(-4),
    pin: null,
    ...of,
  });

  it('takes it and its key away while the proven one is there', async () => {
    const [old, proven] = [await installed(), await installed()];
    expect(await ask(removal(old, fingerprintOf(proven)))).toEqual({ answer: 'removed' });
    expect((await stores.pcStore.list()).map(({ certificate }) => certificate?.fingerprint)).toEqual([
      fingerprintOf(proven),
    ]);
  });

  it('never takes the last one, the proven one, or one that was not named to the person (R20)', async () => {
    const [old, proven] = [await installed(), await installed()];
    const keeps = async (request: HostRequest, code: string) => {
      expect(await ask(request)).toMatchObject({ answer: 'refused', code });
      expect(stores.pcStore.keys.size).toBe(2);
    };
    await keeps(removal(old, 'f'.repeat(64)), 'not-found');
    await keeps(removal(proven, fingerprintOf(proven)), 'request-malformed');
    await keeps(removal(old, fingerprintOf(proven), { serialTail: 'ZZZZ' }), 'not-found');
    await keeps(removal(old, fingerprintOf(proven), { fingerprint: 'e'.repeat(64) }), 'not-found');
  });
});

describe('a token', () => {
  it('asks for its PIN before anything is done, and is then open for this site and renewal alone', async () => {
    expect(await ask(makeKey(onToken))).toEqual({ answer: 'pin-needed', tokenLabel: 'Koshin USB', triesLeft: 3 });
    expect([stores.token.pinsTried, stores.token.keys.size]).toEqual([0, 0]);
    const keyDigest = await madeKey(onToken, '123456');
    await certificateOf(keyDigest, { place: onToken });
    for (const other of [{ origin: 'https://reiji.portal.example' }, { purpose: '1'.repeat(32) }]) {
      expect(await ask(makeKey(onToken, other))).toMatchObject({ answer: 'pin-needed' });
      expect(stores.token.loggedIn).toBe(false);
      await madeKey(onToken, '123456');
    }
  });

  it('forgets the PIN after ten minutes, and when it was pulled out', async () => {
    await madeKey(onToken, '123456');
    time = 10 * 60_000 - 1;
    await madeKey(onToken);
    time = 10 * 60_000;
    expect(await ask(makeKey(onToken))).toMatchObject({ answer: 'pin-needed' });
    await madeKey(onToken, '123456');
    stores.token.plugged = false;
    expect(await ask(makeKey(onToken))).toMatchObject({ answer: 'refused', code: 'token-absent' });
    stores.token.plugged = true;
    expect(await ask(makeKey(onToken))).toMatchObject({ answer: 'pin-needed' });
  });

  it('has a wrong PIN tried once: each further try is a person’s', async () => {
    expect(await ask(makeKey(onToken, { pin: '000000' }))).toMatchObject({
      code: 'token-pin-wrong',
      facts: { tries: 2 },
    });
    expect(await ask(makeKey(onToken))).toMatchObject({ answer: 'pin-needed', triesLeft: 2 });
    expect(stores.token.pinsTried).toBe(1);
    await ask(makeKey(onToken, { pin: '000000' }));
    expect(await ask(makeKey(onToken, { pin: '000000' }))).toMatchObject({ code: 'token-pin-locked' });
    expect(await ask(makeKey(onToken, { pin: '123456' }))).toMatchObject({ code: 'token-pin-locked' });
  });

  it('proves by the bank’s key that it is there, before it gets a key (R11)', async () => {
    const challenge = randomBytes(32);
    const answer = await ask(makeKey(onToken, { deviceChallenge: base64(challenge), pin: '123456' }));
    if (answer.answer !== 'key-made' || answer.deviceSignature === null) throw new Error(JSON.stringify(answer));
    const signature = Buffer.from(answer.deviceSignature, 'base64');
    const device = createPublicKey(stores.token.devicePublicKey.export({ format: 'pem', type: 'spki' }));
    expect(verify('sha256', deviceProofBytes(challenge), device, signature)).toBe(true);
    expect(verify('sha256', challenge, device, signature)).toBe(false);
  });

  it('of somebody else gets none of our keys', async () => {
    stores.token.signByDeviceKey = async () => {
      throw new KeyStoreRefused('token-device-key-missing');
    };
    const answer = await ask(makeKey(onToken, { deviceChallenge: base64(nonce), pin: '123456' }));
    expect(answer).toMatchObject({ answer: 'refused', code: 'token-device-key-missing' });
    expect(stores.token.keys.size).toBe(0);
  });
});
