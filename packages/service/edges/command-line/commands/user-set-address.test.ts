import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';
import { planMails } from '../../../use-cases/notices/plan-mails.ts';
import { sendMails } from '../../../use-cases/notices/send-mails.ts';

let means: TestMeans;
let bank: TestBank;
let terminal: TestTerminal;
beforeEach(async () => {
  means = await testMeans();
  bank = await testBank(means, { policy: { mailSpreadMinutes: 0 } });
  means.clock.set('2026-12-10T00:00:00Z');
  terminal = new TestTerminal(means);
});
afterEach(() => means.close());

const run = async () => {
  await planMails(means);
  return sendMails(means);
};
const setAddress = (login: string, ...options: readonly string[]) =>
  terminal.type('user', 'set-address', '--bank', 'mihon', '--login-id', login, ...options);
const mailsOf = ({ certificate }: TestCustomer) => means.register.read((tx) => tx.mails.ofCertificate(certificate.id));
const userOf = ({ user }: TestCustomer) => means.register.read((tx) => tx.users.get(user.id));

it('sends what waited for an address, and audits the act without it', async () => {
  const customer = await bank.customer({ daysLeft: 30 });
  expect(await run()).toMatchObject({ unreachable: 1 });
  means.clock.forward({ days: 3 });
  const { exitCode, json } = await setAddress(customer.user.loginId, '--address', 'keiri@aoba.example', '--json');
  expect(exitCode).toBe(0);
  expect(json()).toEqual({
    bank: 'mihon',
    loginId: customer.user.loginId,
    address: 'keiri@aoba.example',
    revived: 1,
  });
  expect(await run()).toMatchObject({ sent: 1 });
  expect(means.mailer.letters.map(({ to }) => to)).toEqual(['keiri@aoba.example']);
  const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
  const [event] = events.filter(({ act }) => act === 'mail-address-set');
  expect(event).toMatchObject({
    actor: { kind: 'bank', id: 'command-line' },
    subject: { userId: customer.user.id, removed: false, revived: 1 },
  });
  expect(JSON.stringify(event)).not.toContain('aoba.example');
});

it('leaves among the unreachable what is no longer right to say', async () => {
  const customer = await bank.customer({ daysLeft: 30 });
  await run();
  means.clock.forward({ days: 20 });
  await run();
  const { json } = await setAddress(customer.user.loginId, '--address', 'keiri@aoba.example', '--json');
  expect(json()).toMatchObject({ revived: 1 });
  expect((await mailsOf(customer)).map(({ occasion, state, reason }) => [occasion, state, reason])).toEqual([
    ['30', 'unreachable', 'no-address'],
    ['10', 'waiting', null],
  ]);
});

it('said again of an address that mails came back from, has them sent there once more', async () => {
  const customer = await bank.customer({ daysLeft: 30, mailAddress: 'keiri@aoba.example' });
  await means.register.change((tx) => tx.users.update({ ...customer.user, mailBouncedAt: means.clock.now() }));
  expect(await run()).toMatchObject({ unreachable: 1 });
  await setAddress(customer.user.loginId, '--address', 'keiri@aoba.example');
  expect(await userOf(customer)).toMatchObject({ mailBouncedAt: null });
  expect(await run()).toMatchObject({ sent: 1 });
});

it('does not send to another address a letter that a server may have', async () => {
  const customer = await bank.customer({ daysLeft: 30, mailAddress: 'old@aoba.example' });
  means.mailer.next('unclear');
  await run();
  await setAddress(customer.user.loginId, '--none');
  means.clock.forward({ days: 1 });
  expect(await run()).toMatchObject({ unreachable: 1 });
  const { json } = await setAddress(customer.user.loginId, '--address', 'new@aoba.example', '--json');
  expect(json()).toMatchObject({ revived: 0 });
});

it('takes an address away, in both languages', async () => {
  const customer = await bank.customer({ daysLeft: 30, mailAddress: 'keiri@aoba.example' });
  expect((await setAddress(customer.user.loginId, '--none')).out).toBe('Done. Mails that are sent now: 0\n');
  expect(await userOf(customer)).toMatchObject({ mailAddress: null });
  terminal.language = 'ja';
  const { out } = await setAddress(customer.user.loginId, '--none');
  expect(out).toBe('登録しました。送信待ちにしたメール：0件\n');
});

it('refuses what is no address, a user who is not there, and neither or both of its options', async () => {
  const { user } = await bank.customer({ daysLeft: 30 });
  const wrong = await setAddress(user.loginId, '--address', 'a@b.example, c@d.example');
  expect(wrong).toMatchObject({ exitCode: 3, err: expect.stringContaining('mail-invalid') });
  expect(await setAddress('nobody', '--address', 'a@b.example')).toMatchObject({ exitCode: 3 });
  expect(await setAddress(user.loginId)).toMatchObject({ exitCode: 2 });
  expect(await setAddress(user.loginId, '--none', '--address', 'a@b.example')).toMatchObject({ exitCode: 2 });
});
