import { addDays, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crlEntryOf, readCrl } from '../../../../tests/testkit/bank/crl-reader.ts';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { subjectOf } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { Issuer } from '../../ports/register/records.ts';
import { authoritiesOf } from '../est/authorities.ts';
import { renewByCertificate } from '../est/renew-by-certificate.ts';
import { sweepIntents } from '../issuance/sweep-intents.ts';
import { lookUpCertificates } from '../list-certificates.ts';
import { describeSession } from '../login/describe-session.ts';
import type { Means } from '../means.ts';
import { listNotices } from '../notices/list-notices.ts';
import { publishCrls } from '../revocation/publish-crls.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { addGeneration } from './add-generation.ts';
import { revokeAuthority, weighAuthority } from './revoke-authority.ts';

let names = 0;

describe.each(['sqlite', 'postgres'] as const)('a CA revoked by its root on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let root: Issuer;
  beforeAll(async () => {
    means = await testMeans(engine);
  });
  afterAll(() => means.close());
  beforeEach(async () => {
    names += 1;
    bank = await testBank(means, { name: `bank${names}` });
    const found = await means.register.read((tx) => tx.issuers.get(bank.issuer.issuedBy ?? ''));
    if (!found) throw new Error('the test bank has a root');
    root = found;
    await publishCrls(means);
  });

  const revoke = (differing: Partial<Parameters<typeof revokeAuthority>[1]> = {}, by: Means = means) =>
    revokeAuthority(by, {
      issuerId: bank.issuer.id,
      reason: 'ca-compromise',
      rootSigner: means.signer,
      thoughCustomersLoseAccess: true,
      ...differing,
    });
  const nextGeneration = () =>
    addGeneration(means, {
      bankId: bank.bank.id,
      issuerId: root.id,
      rootSigner: means.signer,
      keyName: null,
      keyKind: 'P-256',
      commonName: null,
      years: 5,
      takesOverOn: addDays(dayOf(means.clock.now(), bank.bank.policy.zone), 0),
    });
  const stored = () => means.register.read((tx) => tx.issuers.get(bank.issuer.id));
  const browser = () => new TestBrowser(means, bank.bank.id);
  const eventsOf = async (act: string) =>
    (await means.register.read((tx) => tx.audit.of({ bankId: bank.bank.id }))).filter((one) => one.act === act);

  it('accepts nobody’s certificate any more, and tells him so', async () => {
    const { certificate } = await bank.customer();
    const told = await revoke();
    expect(told).toMatchObject({ before: false, listed: true, weight: { certificates: 1, usersWithoutOther: 1 } });
    expect(await browser().present(certificate)).toMatchObject({
      accepted: false,
      code: 'certificate-issuer-revoked',
      facts: { revokedDate: '2026-12-10', serialTail: certificate.serial.slice(-4).toUpperCase() },
    });
    expect((await stored())?.revocation).toEqual({ at: means.clock.now(), reason: 'ca-compromise' });
    expect(await eventsOf('issuer-revoked')).toMatchObject([
      { actor: { kind: 'system' }, subject: { issuerId: bank.issuer.id, generation: 1, reason: 'ca-compromise' } },
    ]);
  });

  it('stands on the root’s CRL, with a number above the one before (RFC 5280 5.3.1: cACompromise)', async () => {
    const before = await readCrl(means, root);
    await revoke();
    const list = await readCrl(means, root);
    expect(list?.entries).toMatchObject([{ reason: 2, revokedAt: means.clock.now() }]);
    expect(list?.extensions.crlNumber).toBeGreaterThan(before?.extensions.crlNumber ?? 0);
    expect(await publishCrls(means)).toMatchObject({ published: [] });
    // It stays there with every CRL that comes.
    await publishCrls(means, 'now');
    expect((await readCrl(means, root))?.entries).toHaveLength(1);
  });

  it('ends the sessions with its certificates, and a handshake that was accepted before opens none', async () => {
    const [{ certificate }, other] = [await bank.customer(), await testBank(means, { name: `other${names}` })];
    const [open, neighbour] = [browser(), new TestBrowser(means, other.bank.id)];
    await open.login(certificate);
    await neighbour.login((await other.customer()).certificate);
    await revoke();
    const ended = { code: 'session-ended-by-certificate', at: means.clock.now() };
    expect(await describeSession(means, open.key)).toMatchObject({ stage: 'anonymous', ended });
    expect(await describeSession(means, neighbour.key)).toMatchObject({ stage: 'open' });
    expect(await eventsOf('issuer-revoked')).toMatchObject([{ subject: { sessions: 1 } }]);
  });

  it('refuses the ticket of a handshake from before it', async () => {
    const { certificate } = await bank.customer();
    const late: Means = {
      ...means,
      register: {
        ...means.register,
        change: async (work) => {
          // Between the handshake and its redemption.
          const done = await means.register.change(work);
          if (Object(done).ticket !== undefined) await revoke();
          return done;
        },
      },
    };
    const attempt = new TestBrowser(late, bank.bank.id).present(certificate);
    await expect(attempt).rejects.toMatchObject({ code: 'certificate-issuer-revoked' });
  });

  it('signs nothing more: the next generation does, and without one nobody does', async () => {
    const holder = await bank.customer({ machine: true });
    await revoke();
    const now = means.clock.now();
    await expect(bank.customer()).rejects.toMatchObject({ code: 'issuer-revoked' });
    means.clock.set(now);
    const { issuer: next } = await nextGeneration();
    const { certificate } = await bank.customer({ daysLeft: 20 });
    expect(certificate.issuerId).toBe(next.id);
    expect(await browser().present(certificate)).toMatchObject({ accepted: true });
    // EST: its certificates renew nothing, and clients are told of the next one only (RFC 7030 4.1.3).
    const renewing = renewByCertificate(means, {
      bankId: bank.bank.id,
      certificateDer: holder.certificate.der,
      basic: null,
      csr: customerKey().request(subjectOf(holder.certificate)),
      sameNames: true,
    });
    await expect(renewing).rejects.toMatchObject({ code: 'certificate-issuer-revoked' });
    expect(await authoritiesOf(means, bank.bank.id)).toEqual([next.certificateDer, root.certificateDer]);
  });

  it('gives up what waits for its signature', async () => {
    const { certificate } = await bank.customer();
    const [window, key] = [browser(), customerKey()];
    await window.login(certificate);
    const renewal = await window.confirm(await window.startRenewal(certificate));
    means.signer.fail('before');
    await expect(window.request(renewal, key)).rejects.toMatchObject({ code: 'signer-unavailable' });
    await revoke();
    expect(await eventsOf('issuer-revoked')).toMatchObject([{ subject: { intents: 1 } }]);
    means.clock.forward({ minutes: 5 });
    expect(await sweepIntents(means)).toEqual({ completed: 0, refused: [] });
    expect(await means.register.read((tx) => tx.certificates.ofRenewal(renewal.id))).toEqual([]);
  });

  it('goes on with its CRL: what it revoked before and after is told to who has not heard of it', async () => {
    const [first, second] = [(await bank.customer()).certificate, (await bank.customer()).certificate];
    const by = { bankId: bank.bank.id, operatorId: 'operator-1' };
    await revokeCertificate(means, { certificateId: first.id, reason: 'lost', by });
    await revoke();
    await revokeCertificate(means, { certificateId: second.id, reason: 'lost', by });
    for (const certificate of [first, second])
      expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 1 });
  });

  it('shows its certificates as revoked to the customer who looks them up', async () => {
    const { user } = await bank.customer();
    await revoke();
    const asked = { bankId: bank.bank.id, loginId: user.loginId, password: 'right password' };
    expect(await lookUpCertificates(means, asked)).toMatchObject({
      certificates: [{ status: 'revoked', revokedOn: '2026-12-10', next: 'nothing' }],
    });
  });

  it('is told of no more as one to be renewed to who logs in with another', async () => {
    const { user } = await bank.customer({ daysLeft: 12 });
    await nextGeneration();
    const { certificate } = await bank.furtherCertificate(user, { daysLeft: 365 });
    const window = browser();
    await window.login(certificate);
    expect(await listNotices(means, { ...window.key, perPage: 20 })).toMatchObject({ count: 1 });
    await revoke({ thoughCustomersLoseAccess: false });
    expect(await listNotices(means, { ...window.key, perPage: 20 })).toMatchObject({ count: 0 });
  });

  it('is refused while a customer would have no certificate left that works, and nothing has changed', async () => {
    const { user } = await bank.customer();
    const asked = () => revoke({ thoughCustomersLoseAccess: false });
    await expect(asked()).rejects.toMatchObject({ code: 'issuer-in-use', detail: { certificates: 1, users: 1 } });
    expect((await stored())?.revocation).toBeNull();
    expect((await readCrl(means, root))?.entries).toEqual([]);
    // With one of the next generation in his hands nobody is locked out.
    await nextGeneration();
    expect(await weighAuthority(means, bank.issuer.id)).toMatchObject({
      weight: { certificates: 1, usersWithoutOther: 1, banksWithoutIssuer: [] },
    });
    await bank.furtherCertificate(user, { daysLeft: 365 });
    expect(await asked()).toMatchObject({ before: false, weight: { certificates: 1, usersWithoutOther: 0 } });
  });

  it('is refused without the root’s key, with another of its name, and where it is a root', async () => {
    const elsewhere = await testMeans();
    await expect(revoke({ rootSigner: elsewhere.signer })).rejects.toMatchObject({ code: 'signer-unavailable' });
    await elsewhere.signer.makeKey({ keyName: root.keyName, kind: 'P-256' });
    await expect(revoke({ rootSigner: elsewhere.signer })).rejects.toMatchObject({ detail: { reason: 'another key' } });
    await expect(revoke({ issuerId: root.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(revoke({ issuerId: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    expect((await stored())?.revocation).toBeNull();
    await elsewhere.close();
  });

  it('stays as it was revoked first; again, it makes up for a CRL that was cut off', async () => {
    means.signer.fail('before');
    expect(await revoke()).toMatchObject({ before: false, listed: false });
    const first = await stored();
    means.clock.forward({ minutes: 2 });
    expect(await revoke({ reason: 'cessation' })).toMatchObject({ before: true, listed: true });
    expect(await stored()).toEqual(first);
    expect((await readCrl(means, root))?.entries).toMatchObject([{ reason: 2, revokedAt: first?.revocation?.at }]);
    expect(await eventsOf('issuer-revoked')).toHaveLength(1);
  });

  it('is revoked once by four at the same time', async () => {
    const all = await Promise.all([revoke(), revoke(), revoke(), revoke()]);
    expect(all.filter(({ before }) => !before)).toHaveLength(1);
    expect(await eventsOf('issuer-revoked')).toHaveLength(1);
    expect((await readCrl(means, root))?.entries).toHaveLength(1);
  });

  it('is revoked with all that follows or not at all, cut off before or after any of its changes', async () => {
    const { certificate } = await bank.customer();
    for (const point of ['before', 'after'] as const) {
      for (const nth of [1, 2, 3]) {
        let changes = 0;
        const cut: Means = {
          ...means,
          register: {
            ...means.register,
            change: async (work) => {
              changes += 1;
              if (changes === nth && point === 'before') throw new Error('cut off');
              const done = await means.register.change(work);
              if (changes === nth) throw new Error('cut off');
              return done;
            },
          },
        };
        await revoke({}, cut).catch((error: Error) => expect(error.message).toBe('cut off'));
        const isRevoked = (await stored())?.revocation !== null;
        expect(isRevoked).toBe(!(point === 'before' && nth === 1));
        expect((await eventsOf('issuer-revoked')).length).toBe(isRevoked ? 1 : 0);
        expect((await browser().present(certificate)).accepted).toBe(!isRevoked);
        means.clock.forward({ minutes: 2 });
      }
    }
    await publishCrls(means);
    expect((await readCrl(means, root))?.entries).toHaveLength(1);
  });
});
