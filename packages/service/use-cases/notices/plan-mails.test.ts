import { addDays } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { planMails } from './plan-mails.ts';
import { sendMails } from './send-mails.ts';

describe.each(['sqlite', 'postgres'] as const)('planning mails, on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeEach(async () => {
    means = await testMeans(engine);
    bank = await testBank(means, { policy: { ...defaultPolicy, mailAfterExpiry: true } });
    means.clock.set('2026-12-10T01:00:00Z');
  });
  afterEach(() => means.close());

  /** What is written of a certificate's mails, in one line each. */
  const mailsOf = async ({ certificate }: Pick<TestCustomer, 'certificate'>) => {
    const mails = await means.register.read((tx) => tx.mails.ofCertificate(certificate.id));
    return mails.map(({ occasion, state, reason }) =>
      [occasion, state, ...(reason === null ? [] : [reason])].join(' '),
    );
  };
  const planOn = async (time: string) => {
    means.clock.set(time);
    return planMails(means);
  };
  const recordOf = async (id: string) => {
    const record = await means.register.read((tx) => tx.certificates.get(id));
    if (!record) throw new Error('it was just issued');
    return record;
  };
  const events = () => means.register.read((tx) => tx.audit.of({ bankId: bank.bank.id }));
  const planEvents = async () => (await events()).filter(({ act }) => act === 'mails-planned');

  it('writes one row for what is due today, at the bank’s hour and spread over the time it gives (R2)', async () => {
    const [thirty, ten, between] = [
      await bank.customer({ daysLeft: 30 }),
      await bank.customer({ daysLeft: 10 }),
      await bank.customer({ daysLeft: 31 }),
    ];
    expect(await planMails(means)).toEqual({ waiting: 2, skipped: 1, suppressed: 0 });
    expect(await mailsOf(thirty)).toEqual(['30 waiting']);
    expect(await mailsOf(ten)).toEqual(['30 skipped later-stage-due', '10 waiting']);
    expect(await mailsOf(between)).toEqual([]);
    const [mail] = await means.register.read((tx) => tx.mails.ofCertificate(thirty.certificate.id));
    expect(mail).toMatchObject({ userId: thirty.user.id, bankId: 'mihon', dueAt: Date.parse('2026-12-10T00:00:00Z') });
    const wait = (mail?.nextTryAt ?? 0) - means.clock.now();
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThan(60 * 60_000);
  });

  it('writes nothing twice: neither when it runs again, nor on two nodes at once', async () => {
    const some = [await bank.customer({ daysLeft: 30 }), await bank.customer({ daysLeft: 29 })];
    await Promise.all([planMails(means), planMails(means), planMails(means)]);
    await planMails(means);
    for (const one of some) expect(await mailsOf(one)).toEqual(['30 waiting']);
    expect(await planEvents()).toHaveLength(1);
  });

  it('catches up after an outage: the latest stage that is due goes out, the one before is skipped', async () => {
    const customer = await bank.customer({ daysLeft: 33 });
    await planMails(means);
    expect(await mailsOf(customer)).toEqual([]);
    await planOn('2027-01-05T00:00:00Z');
    expect(await mailsOf(customer)).toEqual(['30 skipped later-stage-due', '10 waiting']);
  });

  it('after the expiry date has only what says so, and tells the contract’s other 管理者 too', async () => {
    const customer = await bank.customer({ daysLeft: 33, role: 'member' });
    const { contract } = customer;
    const [administrator, another] = [
      await bank.newcomer({ contract }),
      await bank.newcomer({ contract, role: 'approver' }),
    ];
    await planMails(means);
    await planOn('2027-01-13T01:00:00Z');
    expect(await mailsOf(customer)).toEqual([
      '30 skipped expired',
      '10 skipped expired',
      'after-expiry waiting',
      'after-expiry waiting',
    ]);
    const mails = await means.register.read((tx) => tx.mails.ofCertificate(customer.certificate.id));
    const told = mails.filter(({ state }) => state === 'waiting').map(({ userId }) => userId);
    expect(told.toSorted()).toEqual([customer.user.id, administrator.user.id].toSorted());
    expect(told).not.toContain(another.user.id);
  });

  it('writes why nothing is sent: renewed, revoked, closed', async () => {
    const [renewed, revoked, suspended] = [
      await bank.customer({ daysLeft: 31 }),
      await bank.customer({ daysLeft: 31 }),
      await bank.customer({ daysLeft: 31 }),
    ];
    means.clock.set('2026-12-11T00:00:00Z');
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(renewed.certificate);
    const renewal = await browser.startRenewal(renewed.certificate);
    await browser.confirm(renewal);
    const { certificate: successor } = await browser.request(renewal, customerKey());
    await browser.prove(renewal, await recordOf(successor.id));
    await revokeCertificate(means, {
      certificateId: revoked.certificate.id,
      reason: 'lost',
      by: { bankId: 'mihon', operatorId: null },
    });
    await means.register.change((tx) => tx.users.update({ ...suspended.user, suspendedAt: means.clock.now() }));
    expect(await planMails(means)).toEqual({ waiting: 0, skipped: 0, suppressed: 3 });
    expect(await mailsOf(renewed)).toEqual(['30 suppressed renewed']);
    // The revocation is confirmed by a mail of its own.
    expect((await mailsOf(revoked)).toSorted()).toEqual(['30 suppressed revoked', 'revoked waiting']);
    expect(await mailsOf(suspended)).toEqual(['30 suppressed user-closed']);
  });

  it('goes through more than one batch, and goes on where it was broken off', async () => {
    const { certificate } = await bank.customer({ daysLeft: 31 });
    await means.register.change(async (tx) => {
      for (let i = 0; i < 1_200; i++) {
        const id = i.toString(16).padStart(32, '0');
        const copy = { ...certificate, id, serial: id, keyDigest: id, fingerprint: id };
        await tx.certificates.insert(copy);
      }
    });
    means.clock.set('2026-12-11T00:00:00Z');
    const broken = new AbortController();
    const { change } = means.register;
    let changes = 0;
    const breaking = {
      ...means,
      register: {
        ...means.register,
        async change<T>(work: Parameters<typeof change<T>>[0]): Promise<T> {
          changes += 1;
          if (changes === 2) broken.abort();
          return change(work);
        },
      },
    };
    const first = await planMails(breaking, broken.signal, 500);
    expect(first.waiting).toBe(1_000);
    const second = await planMails(means);
    expect(second.waiting).toBe(201);
    expect((await planEvents()).map(({ subject }) => subject.waiting)).toEqual([500, 500, 201]);

    // Their identifiers are in the order of time, the times of sending are not: all over the bank's hour.
    const all = await means.register.read((tx) =>
      tx.mails.list({ bankId: 'mihon', states: ['waiting'], after: null, limit: 2_000 }),
    );
    const waits = all.toReversed().map(({ nextTryAt }) => (nextTryAt - means.clock.now()) / 60_000);
    expect(waits).toHaveLength(1_201);
    expect(Math.min(...waits)).toBeLessThan(6);
    expect(Math.max(...waits)).toBeGreaterThan(54);
    expect(waits.toSorted((a, b) => a - b)).not.toEqual(waits);
  });

  it('counts and audits what it wrote, not what was there already', async () => {
    const customer = await bank.customer({ daysLeft: 30 });
    await planMails(means);
    await bank.customer({ daysLeft: 30 });
    // As where a register was brought back from a copy: its progress is older than its mails.
    const key = { bankId: 'mihon', stage: '30' };
    const progress = await means.register.read((tx) => tx.mails.progress(key));
    if (!progress) throw new Error('it has just run');
    await means.register.change((tx) => tx.mails.setProgress({ ...progress, done: addDays(progress.done, -1) }));
    expect(await planMails(means)).toEqual({ waiting: 1, skipped: 0, suppressed: 0 });
    expect((await planEvents()).map(({ subject }) => subject.waiting)).toEqual([1, 1]);
    expect(await mailsOf(customer)).toEqual(['30 waiting']);
  });

  it('takes back what a clock has planned that ran ahead, once it is put right: nothing is lost, nothing comes early', async () => {
    const [soon, later, waiting] = [
      await bank.customer({ daysLeft: 33, mailAddress: 'a@aoba.example' }),
      await bank.customer({ daysLeft: 50, mailAddress: 'b@aoba.example' }),
      await bank.customer({ daysLeft: 30, mailAddress: 'c@aoba.example' }),
    ];
    await planMails(means);
    // For a minute it is forty days later.
    await planOn('2027-01-19T01:00:00Z');
    await sendMails(means);
    expect(await mailsOf(soon)).toEqual(['30 skipped expired', '10 skipped expired', 'after-expiry waiting']);
    await planOn('2026-12-10T01:01:00Z');
    await sendMails(means);
    expect(await mailsOf(later)).toEqual([]);
    expect(await mailsOf(waiting)).toContain('30 sent');
    expect(await mailsOf(soon)).not.toContain('30 skipped expired');
    for (const day of [11, 12, 13, 14, 29, 30, 31]) {
      await planOn(`2026-12-${day}T02:30:00Z`);
      means.clock.set(`2026-12-${day}T05:30:00Z`);
      await sendMails(means);
    }
    expect(await mailsOf(soon)).toEqual(['30 sent']);
    expect(await mailsOf(later)).toEqual(['30 sent']);
    const [first] = await means.register.read((tx) => tx.mails.ofCertificate(soon.certificate.id));
    expect(first?.sentAt).toBe(Date.parse('2026-12-13T05:30:00Z'));
    expect((await events()).some(({ act }) => act === 'mails-taken-back')).toBe(true);
  });

  it('keeps the audit in the transaction of its rows, without anybody’s name', async () => {
    await bank.customer({ daysLeft: 30 });
    await planMails(means);
    const [event] = await planEvents();
    expect(event).toMatchObject({
      actor: { kind: 'system', id: null },
      subject: { stage: '30', first: '2026-12-10', last: '2027-01-09', waiting: 1, skipped: 0, suppressed: 0 },
    });
  });
});
