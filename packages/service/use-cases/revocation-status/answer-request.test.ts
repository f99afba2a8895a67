import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { toHex } from '@koshin/pki/der/octets.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseOcspResponse } from '@koshin/pki/ocsp/testing/parse-response.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../../../../tests/testkit/ocsp/requests.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import { answerOcsp } from './answer-request.ts';
import { renewResponders } from './renew-responders.ts';

const seconds = 1_000;
const minute = 60 * seconds;
const hour = 60 * minute;
const start = parseInstant('2026-12-10T03:00:00.750Z');

describe.each(['sqlite', 'postgres'] as const)('OCSP on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let answer: ReturnType<typeof answerOcsp>;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    await renewResponders(means);
  }, 60_000);
  afterAll(() => means.close());
  beforeEach(() => {
    means.clock.set(start);
    means.signer.fail();
    answer = answerOcsp(means);
  });

  const idOf = (serial: string, digest: 'sha1' | 'sha256' = 'sha1') =>
    certIdOf(issuerCertificate(bank.issuer), serial, { digest });
  const ask = (request: Uint8Array, issuerId = bank.issuer.id) =>
    answer({ issuerId, request: parseOcspRequest(request) });
  const asked = async (request: Uint8Array, issuerId?: string) => {
    const { der, ...rest } = await ask(request, issuerId);
    return { ...parseOcspResponse(der), ...rest };
  };
  /** What is said of one certificate. */
  const statusOf = async (serial: string, options = {}) => {
    const { basic } = await asked(ocspRequest([idOf(serial)], options));
    return basic?.responses[0]?.status;
  };
  const certificate = async () => (await bank.customer()).certificate;
  const change = (record: CertificateRecord, differing: Partial<CertificateRecord>) =>
    means.register.change((tx) => tx.certificates.update({ ...record, ...differing }));
  const revoke = (record: CertificateRecord) =>
    change(record, { state: 'revoked', revocation: { at: means.clock.now(), reason: 'lost', by: 'customer' } });

  it('says good of a certificate in force, signed by a delegated responder that the issuer certified (RFC 6960 4.2.2.2)', async () => {
    const { serial } = await certificate();
    const { status, basic } = await asked(ocspRequest([idOf(serial)]));
    expect(status).toBe('successful');
    expect(basic?.responses).toMatchObject([{ certId: { serialNumber: serial }, status: { kind: 'good' } }]);
    const [responder] = basic?.certificates ?? [];
    if (!basic || !responder) throw new Error('an answer with its responder');
    const issuer = issuerCertificate(bank.issuer);
    expect(await verifyIssuedBy(responder, issuer, means.mathematics.verify)).toEqual({ issued: true });
    const { tbs: data, signature, signatureAlgorithm: algorithm } = basic;
    const publicKey = responder.publicKey.der;
    expect(await means.mathematics.verify({ algorithm, publicKey, data, signature })).toBe(true);
    expect(toHex(basic.responderKeyHash)).toBe(toHex(means.mathematics.sha1(responder.publicKey.keyBits)));
  });

  it('says from when until when, in whole seconds around now (RFC 6960 4.2.2.1)', async () => {
    const { serial } = await certificate();
    const { basic, maxAge } = await asked(ocspRequest([idOf(serial)]));
    const thisUpdate = start - 750;
    expect(basic).toMatchObject({
      producedAt: thisUpdate,
      responses: [{ thisUpdate, nextUpdate: thisUpdate + 4 * hour }],
    });
    expect(maxAge).toBe(300);
  });

  it.each(['sha1', 'sha256'] as const)('repeats the CertID by %s octet for octet', async (digest) => {
    const { serial } = await certificate();
    const id = idOf(serial, digest);
    const { basic } = await asked(ocspRequest([id]));
    expect(basic?.responses[0]?.certId.der).toEqual(id);
  });

  it('says revoked, with instant and reason, to the very next question, though good was signed ahead', async () => {
    const record = await certificate();
    expect(await statusOf(record.serial)).toEqual({ kind: 'good' });
    await revoke(record);
    expect(await statusOf(record.serial)).toEqual({ kind: 'revoked', at: start - 750, reason: 1 });
    expect(await statusOf(record.serial, { extensions: [nonceExtension(new Uint8Array(32))] })).toMatchObject({
      kind: 'revoked',
    });
  });

  it('says superseded from the instant on from which a certificate is retired, and promises good no longer than that', async () => {
    const record = await certificate();
    const retiresAt = parseInstant('2026-12-10T03:30:00Z');
    await change(record, { retiresAt });
    const { basic } = await asked(ocspRequest([idOf(record.serial)]));
    expect(basic?.responses).toMatchObject([{ status: { kind: 'good' }, nextUpdate: retiresAt }]);
    means.clock.set('2026-12-10T03:29:59Z');
    const atTheEnd = await asked(ocspRequest([idOf(record.serial)]));
    expect(atTheEnd).toMatchObject({ maxAge: 1, basic: { responses: [{ status: { kind: 'good' } }] } });
    means.clock.set(retiresAt);
    expect(await statusOf(record.serial)).toEqual({ kind: 'revoked', at: retiresAt, reason: 4 });
  });

  it('says unknown of a serial number that was never issued, signed and kept by no cache (RFC 6960 2.2)', async () => {
    const { status, basic, maxAge } = await asked(ocspRequest([idOf('4242424242424242424242424242424242')]));
    expect([status, basic?.responses[0]?.status, maxAge]).toEqual(['successful', { kind: 'unknown' }, 0]);
  });

  it('says unknown of an intent that is not signed yet, and good as soon as it is', async () => {
    const { user, certificate: model } = await bank.customer();
    const [serial, id] = ['51'.repeat(16), '51'.repeat(16)];
    const intent = {
      ...model,
      certificateId: id,
      serial,
      userId: user.id,
      profile: 'client-authentication',
      keyDigest: 'a',
      tbs: new Uint8Array(),
      recordedAt: start,
      completedAt: null,
    } as const;
    await means.register.change((tx) => tx.intents.insert(intent));
    expect(await statusOf(serial)).toEqual({ kind: 'unknown' });
    await means.register.change((tx) =>
      tx.certificates.insert({ ...model, id, serial, keyDigest: 'a', fingerprint: 'a' }),
    );
    expect(await statusOf(serial)).toEqual({ kind: 'good' });
    // Else the next run would find it, and try to sign it.
    await means.register.change((tx) => tx.intents.complete({ certificateId: id, at: start }));
  });

  it('says good of its own responder', async () => {
    const [responder] = await means.register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.id));
    expect(await statusOf(responder?.serial ?? '')).toEqual({ kind: 'good' });
  });

  it('answers several in one, each for itself, in the order asked', async () => {
    const [good, lost] = [await certificate(), await certificate()];
    await revoke(lost);
    const never = '43'.repeat(16);
    const request = ocspRequest([idOf(lost.serial), idOf(never, 'sha256'), idOf(good.serial)]);
    const { basic, ready } = await asked(request);
    expect(basic?.responses.map(({ certId, status }) => [certId.serialNumber, status.kind])).toEqual([
      [lost.serial, 'revoked'],
      [never, 'unknown'],
      [good.serial, 'good'],
    ]);
    expect(ready).toBeNull();
  });

  it.each([1, 32, 128])('repeats a nonce of %i octets, and signs anew for it (RFC 9654 2.1)', async (length) => {
    const { serial } = await certificate();
    const nonce = new Uint8Array(length).fill(7);
    const request = ocspRequest([idOf(serial)], { extensions: [nonceExtension(nonce)] });
    const before = means.signer.signatures();
    const answers = [await asked(request), await asked(request)];
    for (const { basic, maxAge } of answers) expect([basic?.nonce, maxAge]).toEqual([nonce, 0]);
    expect(means.signer.signatures()).toBe(before + 2);
  });

  it('answers unauthorized where it is asked of an issuer it does not speak for (RFC 6960 2.3)', async () => {
    const { serial } = await certificate();
    const roots = await means.register.read((tx) => tx.issuers.all());
    const root = roots.find(({ bankId }) => bankId === null);
    if (!root) throw new Error('a bank has a root');
    const foreign = certIdOf(issuerCertificate(root), serial);
    const denied = { status: 'unauthorized', ready: null };
    expect(await asked(ocspRequest([idOf(serial)]), 'f'.repeat(32))).toMatchObject(denied);
    expect(await asked(ocspRequest([foreign]))).toMatchObject(denied);
    expect(await asked(ocspRequest([idOf(serial), foreign]))).toMatchObject(denied);
    expect(await asked(ocspRequest([foreign]), root.id)).toMatchObject(denied);
  });

  describe('answers signed ahead', () => {
    it('are signed once, however many ask at the same time, and given out byte for byte', async () => {
      const request = ocspRequest([idOf((await certificate()).serial)]);
      const before = means.signer.signatures();
      const together = await Promise.all(Array.from({ length: 20 }, () => ask(request)));
      const later = await ask(request);
      for (const { der } of [...together, later]) expect(Buffer.compare(der, later.der)).toBe(0);
      expect(means.signer.signatures()).toBe(before + 1);
    });

    it('are signed anew when half of their time is over, and when the clock steps back behind them', async () => {
      const request = ocspRequest([idOf((await certificate()).serial)]);
      const thisUpdate = async () => (await asked(request)).basic?.responses[0]?.thisUpdate;
      expect(await thisUpdate()).toBe(start - 750);
      means.clock.forward({ minutes: 119 });
      expect(await thisUpdate()).toBe(start - 750);
      means.clock.forward({ minutes: 1 });
      expect(await thisUpdate()).toBe(start - 750 + 120 * minute);
      means.clock.set(start);
      expect(await thisUpdate()).toBe(start - 750);
    });

    it('are given out while the signer is away, until their time is over; what must be signed is told to come later', async () => {
      const { serial } = await certificate();
      const [request, other] = [ocspRequest([idOf(serial)]), ocspRequest([idOf((await certificate()).serial)])];
      const { der } = await ask(request);
      means.clock.forward({ minutes: 239 });
      const away = Array.from({ length: 9 }, () => 'before' as const);
      means.signer.fail(...away);
      expect((await ask(request)).der).toEqual(der);
      expect((await asked(other)).status).toBe('tryLater');
      const withNonce = ocspRequest([idOf(serial)], { extensions: [nonceExtension(new Uint8Array(32))] });
      expect((await asked(withNonce)).status).toBe('tryLater');
      means.clock.forward({ minutes: 1 });
      expect((await asked(request)).status).toBe('tryLater');
      means.signer.fail();
      expect((await asked(request)).status).toBe('successful');
    });

    it('are not given out against the register: what was revoked while the signer is away is told to come later', async () => {
      const record = await certificate();
      await statusOf(record.serial);
      await revoke(record);
      means.signer.fail('before');
      expect((await asked(ocspRequest([idOf(record.serial)]))).status).toBe('tryLater');
    });
  });
});
