import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { planMails } from './plan-mails.ts';
import { sendMails } from './send-mails.ts';
import { takeBounce } from './take-bounce.ts';

const address = 'keiri@aoba.example';

describe.each(['sqlite', 'postgres'] as const)('a mail that comes back, on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let customer: TestCustomer;
  let mailId: string;
  beforeEach(async () => {
    means = await testMeans(engine);
    bank = await testBank(means, { policy: { mailSpreadMinutes: 0 } });
    means.clock.set('2026-12-10T00:00:00Z');
    customer = await bank.customer({ daysLeft: 30, mailAddress: address });
    await planMails(means);
    await sendMails(means);
    mailId = (await mails())[0]?.id ?? '';
  });
  afterEach(() => means.close());

  const mails = () => means.register.read((tx) => tx.mails.ofCertificate(customer.certificate.id));
  const user = () => means.register.read((tx) => tx.users.get(customer.user.id));
  const bounced = (change: Partial<Parameters<typeof takeBounce>[1]> = {}) =>
    takeBounce(means, { mailId, address, status: '5.1.1', diagnostic: '550 no such user', ...change });

  it('has reached nobody, and no further one goes to an address that is not there (R27)', async () => {
    expect(await bounced()).toBe(true);
    expect(await mails()).toMatchObject([
      { state: 'unreachable', reason: 'bounced', answer: '5.1.1 550 no such user' },
    ]);
    expect(await user()).toMatchObject({ mailAddress: address, mailBouncedAt: means.clock.now() });
    means.clock.forward({ days: 20 });
    await planMails(means);
    expect(await sendMails(means)).toMatchObject({ sent: 0, unreachable: 1 });
    expect((await mails()).at(-1)).toMatchObject({ occasion: '10', reason: 'address-bounced' });
  });

  it('keeps the address where only this one did not fit in', async () => {
    expect(await bounced({ status: '5.2.2', diagnostic: null })).toBe(true);
    expect(await mails()).toMatchObject([{ reason: 'bounced', answer: '5.2.2' }]);
    expect(await user()).toMatchObject({ mailBouncedAt: null });
  });

  it('says nothing of an address that the user has in its place by now', async () => {
    await means.register.change((tx) => tx.users.update({ ...customer.user, mailAddress: 'new@aoba.example' }));
    expect(await bounced()).toBe(true);
    expect(await user()).toMatchObject({ mailAddress: 'new@aoba.example', mailBouncedAt: null });
  });

  it('counts once, and is audited without the address', async () => {
    await bounced();
    expect(await bounced()).toBe(false);
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
    const [event, ...others] = events.filter(({ act }) => act === 'mail-bounced');
    expect(others).toEqual([]);
    expect(event?.subject).toMatchObject({ mailId, occasion: '30', status: '5.1.1', addressEnds: true });
    expect(JSON.stringify(event)).not.toContain('aoba');
  });

  it('counts only where the mail is ours, and went to that address', async () => {
    expect(await bounced({ mailId: '0'.repeat(32) })).toBe(false);
    expect(await bounced({ address: 'somebody@else.example' })).toBe(false);
    expect(await bounced({ address: 'KEIRI@aoba.example' })).toBe(true);
  });
});
