import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crlEntryOf } from '../../../../tests/testkit/bank/crl-reader.ts';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { CertificateRecord, User } from '../../ports/register/records.ts';
import { sweepIntents } from '../issuance/sweep-intents.ts';
import { describeSession } from '../login/describe-session.ts';
import { publishCrls } from '../revocation/publish-crls.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { acquireCertificate } from './acquire-certificate.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';
import { type ReissueAsked, reissueCertificate } from './reissue-certificate.ts';

const keep = { asked: 'keep' } as const;
const lost = { asked: 'revoke', reason: 'lost' } as const;

describe.each(['sqlite', 'postgres'] as const)('a reissue on %s (R24)', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeEach(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterEach(() => means.close());

  const by = { bankId: 'mihon', operatorId: 'operator-1' };
  const reissue = (user: User, current: ReissueAsked['current'], serial: string | null = null) =>
    reissueCertificate(means, { by, loginId: user.loginId, serial, current });
  const acquire = async (user: User, code: string, key = customerKey()) => {
    const acquired = await acquireCertificate(means, {
      ...{ bankId: 'mihon', loginId: user.loginId, code },
      csr: key.request(),
    });
    if (acquired.pending) throw new Error('the signer is there');
    return acquired.certificate;
  };
  /** Presented and with the password: its first use, if it is not refused. */
  const use = (certificate: CertificateRecord) => new TestBrowser(means, 'mihon').login(certificate);
  const stored = async ({ id }: Pick<CertificateRecord, 'id'>) => {
    const record = await means.register.read((tx) => tx.certificates.get(id));
    if (!record) throw new Error('it was issued');
    return record;
  };
  const refusalOf = async ({ der }: CertificateRecord) => (await new TestBrowser(means, 'mihon').present({ der })).code;
  const actsAbout = async (key: string, value: string) =>
    (await means.register.read((tx) => tx.audit.of({ subject: { key, value } }))).map(({ act }) => act);
  /** A renewal of which the new certificate was never used. */
  const renewHalfWay = async ({ certificate }: TestCustomer) => {
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.startRenewal(certificate);
    await browser.confirm(renewal);
    const { certificate: successor } = await browser.request(renewal, customerKey());
    return { browser, renewal, successor: await stored(successor) };
  };

  it('keeps the current certificate until the new one is used, which ends it and its sessions at once', async () => {
    const { user, certificate } = await bank.customer();
    const old = new TestBrowser(means, 'mihon');
    await old.login(certificate);
    const { code, ...reissued } = await reissue(user, keep);
    expect(reissued).toMatchObject({ fate: 'kept', revoked: 0, listed: true, certificate: { id: certificate.id } });
    const successor = await acquire(user, code);
    expect(await refusalOf(certificate)).toBeNull();
    means.clock.forward({ minutes: 5 });
    await use(successor);
    const usedAt = means.clock.now();
    expect(await stored(certificate)).toMatchObject({ state: 'active', retiresAt: usedAt, successorId: successor.id });
    expect(await refusalOf(certificate)).toBe('certificate-retired');
    expect(await describeSession(means, old.key)).toMatchObject({ stage: 'anonymous' });
    await publishCrls(means);
    expect(await crlEntryOf(means, certificate)).toMatchObject({ reason: 4, revokedAt: usedAt });
    const acts = await actsAbout('certificateId', certificate.id);
    expect(acts.filter((act) => !/presentation|login|session/.test(act)).slice(-2)).toEqual([
      'reissue-accepted',
      'certificate-retiring',
    ]);
  });

  it('takes nothing from who stops half-way: without the code, with an expired or stopped one, with an unused certificate (R20)', async () => {
    const { user, certificate } = await bank.customer();
    const { code } = await reissue(user, keep);
    await use(certificate);
    for (let i = 0; i < 10; i++) await expect(acquire(user, 'wrong')).rejects.toThrow();
    await use(certificate);
    await expect(acquire(user, code)).rejects.toMatchObject({ code: 'acquisition-locked' });
    const unused = await acquire(user, (await reissue(user, keep)).code);
    await use(certificate);
    expect(await stored(certificate)).toMatchObject({ retiresAt: null, revocation: null });
    // And who then finds it after all can still use it.
    expect(await refusalOf(unused)).toBeNull();
  });

  it('ends the current certificate also where the signer was away and the sweep made the new one', async () => {
    const { user, certificate } = await bank.customer();
    const { code } = await reissue(user, keep);
    means.signer.fail('after');
    const asked = { bankId: 'mihon', loginId: user.loginId, code, csr: customerKey().request() };
    expect(await acquireCertificate(means, asked)).toMatchObject({ pending: true });
    means.clock.forward({ minutes: 2 });
    await sweepIntents(means);
    const acquired = await acquireCertificate(means, asked);
    if (acquired.pending) throw new Error('the signer is back');
    await use(acquired.certificate);
    expect(await refusalOf(certificate)).toBe('certificate-retired');
  });

  it('revokes at once where it is lost, with its renewal and its sessions, and is told by its CRL', async () => {
    await publishCrls(means);
    const customer = await bank.customer();
    const { user, certificate } = customer;
    const { browser, successor } = await renewHalfWay(customer);
    const reissued = await reissue(user, lost);
    expect(reissued).toMatchObject({ fate: 'revoked', revoked: 2, listed: true });
    for (const one of [certificate, successor]) {
      expect(await refusalOf(one)).toBe('certificate-revoked');
      expect(await crlEntryOf(means, one)).toMatchObject({ reason: 1 });
    }
    expect(await describeSession(means, browser.key)).toMatchObject({ stage: 'anonymous' });
    await use(await acquire(user, reissued.code));
    expect(await stored(certificate)).toMatchObject({ state: 'revoked', retiresAt: null });
  });

  it('is a way back after expiry, when there is nothing to revoke', async () => {
    const { user, certificate } = await bank.customer({ daysLeft: 2 });
    means.clock.forward({ days: 3 });
    const { code, ...reissued } = await reissue(user, lost);
    expect(reissued).toMatchObject({ fate: 'ended', revoked: 0, certificate: { id: certificate.id } });
    await use(await acquire(user, code));
    expect(await stored(certificate)).toMatchObject({ revocation: null, retiresAt: null });
  });

  it('has nothing to keep of a CA that was revoked, and promises nothing of it', async () => {
    const { user, certificate } = await bank.customer();
    const revocation = { at: means.clock.now(), reason: 'ca-compromise' } as const;
    await means.register.change((tx) => tx.issuers.revoke({ id: certificate.issuerId, revocation }));
    expect(await reissue(user, keep)).toMatchObject({ fate: 'ended', revoked: 0 });
  });

  it('ends a renewal under way with the first use of what it gave, and what that renewal had brought forth', async () => {
    const customer = await bank.customer();
    const { renewal, successor } = await renewHalfWay(customer);
    const { code } = await reissue(customer.user, keep);
    await use(await acquire(customer.user, code));
    expect(await refusalOf(customer.certificate)).toBe('certificate-retired');
    expect(await refusalOf(successor)).toBe('certificate-replaced');
    expect(await means.register.read((tx) => tx.renewals.get(renewal.id))).toMatchObject({
      state: 'cancelled',
      ended: { reason: 'certificate-reissued' },
    });
  });

  it('ends what the current certificate was renewed to meanwhile as well, and its overlap', async () => {
    const customer = await bank.customer();
    const { code } = await reissue(customer.user, keep);
    const { browser, renewal, successor } = await renewHalfWay(customer);
    await browser.prove(renewal, successor);
    await use(await acquire(customer.user, code));
    for (const one of [customer.certificate, successor]) expect(await refusalOf(one)).toBe('certificate-retired');
    expect(await stored(customer.certificate)).toMatchObject({ successorId: successor.id });
  });

  it('of two that were acquired the one used first stays, and the other gives way to it', async () => {
    const { user, certificate } = await bank.customer();
    const first = await acquire(user, (await reissue(user, keep)).code);
    const second = await acquire(user, (await reissue(user, keep)).code);
    await use(second);
    expect(await refusalOf(first)).toBe('certificate-replaced');
    expect(await refusalOf(certificate)).toBe('certificate-retired');
    expect(await refusalOf(second)).toBeNull();
  });

  it('does not touch a second PC’s certificate, and asks which one is meant', async () => {
    const { user, certificate } = await bank.customer();
    const other = await bank.furtherCertificate(user, { daysLeft: 90 });
    await expect(reissue(user, lost)).rejects.toMatchObject({ code: 'reissue-which-certificate' });
    const { code } = await reissue(user, keep, certificate.serial);
    await use(await acquire(user, code));
    expect(await refusalOf(certificate)).toBe('certificate-retired');
    await use(other.certificate);
    // A code for one more ends nothing.
    await use(await acquire(user, (await issueAcquisitionCode(means, { ...by, loginId: user.loginId })).code));
    await use(other.certificate);
  });

  it('can be repeated: the newest code counts, and each reissue is of what is in use by then', async () => {
    const { user, certificate } = await bank.customer();
    const { code: first } = await reissue(user, keep);
    const { code: second } = await reissue(user, keep);
    await expect(acquire(user, first)).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    const successor = await acquire(user, second);
    await use(successor);
    expect((await reissue(user, lost)).certificate.id).toBe(successor.id);
    expect(await refusalOf(certificate)).toBe('certificate-retired');
    expect(await refusalOf(successor)).toBe('certificate-revoked');
  });

  it('leaves the new certificate alone when the current one is revoked before its first use', async () => {
    const { user, certificate } = await bank.customer();
    const successor = await acquire(user, (await reissue(user, keep)).code);
    await revokeCertificate(means, { certificateId: certificate.id, reason: 'lost', by });
    await use(successor);
    expect(await stored(certificate)).toMatchObject({ state: 'revoked', retiresAt: null });
  });

  it('is decided once by many first uses at the same time', async () => {
    const { user, certificate } = await bank.customer();
    const successor = await acquire(user, (await reissue(user, keep)).code);
    await Promise.all(Array.from({ length: 4 }, () => use(successor)));
    const acts = await actsAbout('certificateId', certificate.id);
    expect(acts.filter((act) => act === 'certificate-retiring')).toHaveLength(1);
  });

  it('is refused where there is nothing to reissue, and then changes nothing and tells nobody', async () => {
    const { user: newcomer } = await bank.newcomer();
    const [one, other] = [await bank.customer(), await bank.customer()];
    await expect(reissue(newcomer, keep)).rejects.toMatchObject({ code: 'reissue-without-certificate' });
    await expect(reissue(one.user, lost, other.certificate.serial)).rejects.toMatchObject({ code: 'not-found' });
    const elsewhere = { by: { ...by, bankId: 'reiji' }, loginId: one.user.loginId, serial: null, current: lost };
    await expect(reissueCertificate(means, elsewhere)).rejects.toMatchObject({ code: 'not-found' });
    await means.register.change((tx) => tx.users.update({ ...other.user, suspendedAt: means.clock.now() }));
    await expect(reissue(other.user, lost)).rejects.toMatchObject({ code: 'user-suspended' });
    for (const { id } of [newcomer, one.user, other.user]) {
      expect(await means.register.read((tx) => tx.acquisitions.ofUser(id))).toEqual([]);
    }
    for (const { certificate } of [one, other]) {
      expect(await stored(certificate)).toEqual(certificate);
      expect(await means.register.read((tx) => tx.mails.ofCertificate(certificate.id))).toEqual([]);
    }
  });
});
