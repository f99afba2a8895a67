import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crlEntryOf, readCrl } from '../../../../tests/testkit/bank/crl-reader.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord, Issuer } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { publishCrls } from './publish-crls.ts';

const day = 86_400;

describe.each(['sqlite', 'postgres'] as const)('CRLs on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let root: Issuer;
  beforeAll(async () => {
    means = await testMeans(engine);
  });
  // Each test has a bank and a root of its own, on the day on which all begin.
  let banks = 0;
  beforeEach(async () => {
    means.clock.set('2026-12-10T03:00:00Z');
    banks += 1;
    bank = await testBank(means, { name: `bank${banks}` });
    const found = await means.register.read((tx) => tx.issuers.get(bank.issuer.issuedBy ?? ''));
    if (!found) throw new Error('the bank has a root');
    root = found;
  });
  afterAll(() => means.close());

  const isOurs = ({ id }: Issuer) => id === root.id || id === bank.issuer.id;
  const publish = (by: Means = means, asked: 'when-due' | 'now' = 'when-due') => publishCrls(by, asked, isOurs);
  const numbers = async (work = publish()) => (await work).published.map(({ number }) => number);
  const second = () => Math.floor(means.clock.now() / 1000);
  const revoke = (certificate: CertificateRecord) =>
    means.register.change(async (tx) => {
      const stored = await tx.certificates.get(certificate.id);
      if (!stored) throw new Error('the certificate is there');
      const revocation = { at: means.clock.now(), reason: 'affiliation-changed', by: 'bank' } as const;
      await tx.certificates.update({ ...stored, state: 'revoked', revocation });
    });
  const retire = (certificate: CertificateRecord, inSeconds: number) =>
    means.register.change((tx) =>
      tx.certificates.update({ ...certificate, retiresAt: plusSeconds(means.clock.now(), inSeconds) }),
    );

  it('are there for every issuer from the first run on, empty and about all its certificates', async () => {
    const { published, refused } = await publish();
    expect(refused).toEqual([]);
    expect(new Set(published.map(({ issuerId }) => issuerId))).toEqual(new Set([root.id, bank.issuer.id]));
    for (const issuer of [root, bank.issuer]) {
      const list = await readCrl(means, issuer);
      expect(list).toMatchObject({ entries: [], extensions: { crlNumber: second() } });
      expect(list?.extensions.issuingDistributionPoint).toBeUndefined();
      expect(list?.thisUpdate).toBe(plusSeconds(means.clock.now(), -600));
    }
    const week = (await readCrl(means, bank.issuer))?.nextUpdate;
    expect(week).toBe(plusSeconds(means.clock.now(), 7 * day));
    expect((await readCrl(means, root))?.nextUpdate).toBe(plusSeconds(means.clock.now(), 365 * day));
  });

  it('are made daily, a root’s after eleven months, each told in the audit log', async () => {
    await publish();
    expect(await numbers()).toEqual([]);
    means.clock.forward({ seconds: day - 601 });
    expect(await numbers()).toEqual([]);
    means.clock.forward({ seconds: 1 });
    expect(await numbers()).toEqual([second()]);
    means.clock.forward({ days: 335 });
    expect(await numbers()).toHaveLength(2);
    const events = await means.register.read((tx) => tx.audit.of({ subject: { key: 'issuerId', value: root.id } }));
    expect(events.filter(({ act }) => act === 'crl-published')).toMatchObject([
      { subject: { shard: 0, entries: 0 } },
      { subject: { shard: 0, entries: 0, number: second() } },
    ]);
  });

  it('are all made anew when somebody asks for it', async () => {
    await publish();
    expect(await numbers(publish(means, 'now'))).toEqual([second() + 1, second() + 1]);
  });

  it('say what was revoked by the next run, and not before', async () => {
    const { certificate } = await bank.customer();
    await publish();
    expect(await crlEntryOf(means, certificate)).toBeNull();
    await revoke(certificate);
    const before = await readCrl(means, bank.issuer);
    expect(await numbers()).toHaveLength(1);
    expect(await crlEntryOf(means, certificate)).toMatchObject({ revokedAt: means.clock.now(), reason: 3 });
    const after = await readCrl(means, bank.issuer);
    expect(after?.extensions.crlNumber).toBe((before?.extensions.crlNumber ?? 0) + 1);
    expect(after?.thisUpdate).toBe((before?.thisUpdate ?? 0) + 1_000);
    expect(await numbers()).toEqual([]);
  });

  it('say what is retired from that instant on, as superseded, with nobody storing anything', async () => {
    const { certificate } = await bank.customer();
    await retire(certificate, 90);
    await publish();
    expect(await crlEntryOf(means, certificate)).toBeNull();
    means.clock.forward({ seconds: 90 });
    expect(await numbers()).toHaveLength(1);
    expect(await crlEntryOf(means, certificate)).toMatchObject({ revokedAt: means.clock.now(), reason: 4 });
    expect(await means.register.read((tx) => tx.certificates.get(certificate.id))).toMatchObject({ state: 'active' });
  });

  it('keep a certificate until it was on one scheduled CRL after its expiry (RFC 5280 5)', async () => {
    const [customer, other] = [await bank.customer({ daysLeft: 1 }), await bank.customer({ daysLeft: 30 })];
    const { certificate } = customer;
    await revoke(certificate);
    await publish();
    // Noon of the day after its last day: it expired at midnight.
    means.clock.forward({ days: 2 });
    expect(certificate.expiryDate).toBe(calendarDay('2026-12-11'));
    await publish();
    expect(await crlEntryOf(means, certificate)).not.toBeNull();
    await revoke(other.certificate);
    await publish();
    expect(await crlEntryOf(means, certificate)).toBeNull();
    expect(await crlEntryOf(means, other.certificate)).not.toBeNull();
  });

  it('of an issuer whose key is not at hand are passed over and told of, use up no number, and others go on', async () => {
    const { signer } = means;
    const algorithmOf = async (keyName: string) => {
      if (keyName === root.keyName) throw refused('signer-unavailable');
      return signer.algorithmOf(keyName);
    };
    const { published, refused: told } = await publish({ ...means, signer: { ...signer, algorithmOf } });
    expect(published.map(({ issuerId }) => issuerId)).toEqual([bank.issuer.id]);
    expect(told).toEqual([{ issuerId: root.id, keyName: root.keyName, code: 'signer-unavailable', missing: true }]);
    expect(await means.register.read((tx) => tx.crls.newest({ issuerId: root.id, shard: 0 }))).toBeNull();
    expect(await readCrl(means, root)).toBeNull();
    expect(await numbers()).toEqual([second()]);
  });

  it.each(['before', 'after'] as const)(
    'whose signing failed %s the signature are made by a later run with a number above',
    async (when) => {
      await publish();
      const { certificate } = await bank.customer();
      await revoke(certificate);
      means.signer.fail(when);
      const failed = await publish();
      expect(failed).toMatchObject({ published: [], refused: [{ issuerId: bank.issuer.id }] });
      const key = { issuerId: bank.issuer.id, shard: 0 };
      const lost = await means.register.read((tx) => tx.crls.newest(key));
      // For a minute it is taken for another node's that is still at it.
      means.clock.forward({ seconds: 59 });
      expect(await numbers()).toEqual([]);
      means.clock.forward({ seconds: 1 });
      const [number = 0] = await numbers();
      expect(number).toBeGreaterThan(lost?.number ?? Number.POSITIVE_INFINITY);
      expect(await crlEntryOf(means, certificate)).not.toBeNull();
    },
  );

  it('are begun no more once the service is ending; the next start makes them', async () => {
    const ending = new AbortController();
    const signer: Means['signer'] = {
      ...means.signer,
      async sign(request) {
        ending.abort();
        return means.signer.sign(request);
      },
    };
    expect(await numbers(publishCrls({ ...means, signer }, 'when-due', isOurs, ending.signal))).toHaveLength(1);
    expect(await numbers()).toHaveLength(1);
  });

  it('with a signature that does not verify are never published', async () => {
    const wrong: Means['signer'] = {
      ...means.signer,
      sign: (request) => means.signer.sign({ ...request, keyName: 'other' }),
    };
    await means.signer.makeKey({ keyName: 'other', kind: 'P-256' });
    const { published, refused } = await publish({ ...means, signer: wrong });
    expect(published).toEqual([]);
    expect(refused.map(({ code }) => code)).toEqual(['signer-unavailable', 'signer-unavailable']);
    expect(await readCrl(means, bank.issuer)).toBeNull();
  });

  it('of issuers that are over, or not yet valid, are not made', async () => {
    means.clock.forward({ days: 3_650 });
    expect(await numbers()).toEqual([]);
    means.clock.forward({ days: -3_650 - 3 * 366 });
    expect(await numbers()).toEqual([]);
  });

  it('follow a clock that was ahead: a CRL of the future is replaced at once, with a number above', async () => {
    means.clock.forward({ days: 40 });
    const [early = 0] = await numbers();
    means.clock.forward({ days: -40 });
    const again = await numbers();
    expect(again).toHaveLength(2);
    for (const number of again) expect(number).toBeGreaterThan(early);
    expect((await readCrl(means, bank.issuer))?.thisUpdate).toBe(plusSeconds(means.clock.now(), -600));
  });
});
