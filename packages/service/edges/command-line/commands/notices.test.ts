import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

let means: TestMeans;
let bank: TestBank;
let terminal: TestTerminal;
let reached: TestCustomer;
let unreached: TestCustomer;
beforeEach(async () => {
  means = await testMeans();
  bank = await testBank(means, { policy: { mailSpreadMinutes: 0 } });
  means.clock.set('2026-12-10T00:00:00Z');
  terminal = new TestTerminal(means);
  reached = await bank.customer({ daysLeft: 30, mailAddress: 'keiri@aoba.example' });
  unreached = await bank.customer({ daysLeft: 10 });
});
afterEach(() => means.close());

const sentCount = () => means.mailer.letters.length;
const mailOf = async ({ certificate }: TestCustomer, occasion: string) => {
  const mails = await means.register.read((tx) => tx.mails.ofCertificate(certificate.id));
  const mail = mails.find((one) => one.occasion === occasion);
  if (!mail) throw new Error(`there is no mail for ${occasion}`);
  return mail;
};

describe('koshin notices run', () => {
  it('plans and sends what is due, and says how much', async () => {
    const { exitCode, json } = await terminal.type('notices', 'run', '--json');
    expect(exitCode).toBe(0);
    expect(json()).toEqual({
      dryRun: false,
      planned: { waiting: 2, skipped: 1, suppressed: 0 },
      sent: { sent: 1, skipped: 0, suppressed: 0, unreachable: 1, later: 0 },
    });
    expect(sentCount()).toBe(1);
  });

  it('says with --dry-run what it would plan, and changes nothing', async () => {
    const typed = await terminal.type('notices', 'run', '--dry-run');
    expect(typed.out).toBe('Would plan: 2 to send, 1 skipped, 0 suppressed. Nothing has changed.\n');
    terminal.language = 'ja';
    const { out } = await terminal.type('notices', 'run', '--dry-run');
    expect(out).toBe('作成される予定：送信 2件、見送り 1件、不要 0件。何も変えていません。\n');
    expect(await means.register.read((tx) => tx.mails.ofCertificate(reached.certificate.id))).toEqual([]);
    expect(sentCount()).toBe(0);
  });
});

describe('koshin notices due', () => {
  it('lists what would be planned now, or at a time to come', async () => {
    const now = await terminal.type('notices', 'due', '--json');
    expect(now.json()).toMatchObject([
      { occasion: '30', loginId: unreached.user.loginId, state: 'skipped', reason: 'later-stage-due', id: null },
      { occasion: '30', loginId: reached.user.loginId, state: 'waiting' },
      { occasion: '10', loginId: unreached.user.loginId, state: 'waiting' },
    ]);
    await terminal.type('notices', 'run');
    expect((await terminal.type('notices', 'due', '--json')).json()).toEqual([]);
    const later = await terminal.type('notices', 'due', '--at', '2026-12-30T09:00:00+09:00', '--json');
    expect(later.json()).toMatchObject([
      { occasion: '10', loginId: reached.user.loginId, dueAt: '2026-12-30T00:00:00.000Z' },
    ]);
  });

  it('refuses a time that is none', async () => {
    const typed = await terminal.type('notices', 'due', '--at', 'tomorrow');
    expect(typed).toMatchObject({ exitCode: 2, err: expect.stringContaining('--at takes an instant') });
  });
});

describe('koshin notices show', () => {
  it('tells of each mail of a certificate, without its words', async () => {
    await terminal.type('notices', 'run');
    const { json } = await terminal.type('notices', 'show', reached.certificate.serial, '--json');
    expect(json()).toMatchObject([
      {
        occasion: '30',
        state: 'sent',
        address: 'keiri@aoba.example',
        tries: 1,
        answer: 'accepted by the test',
        nextTryAt: null,
      },
    ]);
    const { out } = await terminal.type('notices', 'show', unreached.certificate.serial);
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(5, 7))).toEqual([
      ['state', 'reason'],
      ['skipped', 'a later stage is due'],
      ['unreachable', 'no address'],
      [],
    ]);
  });
});

describe('koshin notices unreachable', () => {
  it('lists whom no mail reached, and why (R27)', async () => {
    await terminal.type('notices', 'run');
    const { json } = await terminal.type('notices', 'unreachable', '--bank', 'mihon', '--json');
    expect(json()).toMatchObject([
      {
        loginId: unreached.user.loginId,
        companyName: '株式会社あおば精機',
        state: 'unreachable',
        reason: 'no-address',
      },
    ]);
    const all = await terminal.type('notices', 'unreachable', '--bank', 'mihon', '--all', '--json');
    expect(all.json()).toHaveLength(3);
  });

  it('writes CSV that a spreadsheet reads as text', async () => {
    means.mailer.next('refused');
    await terminal.type('notices', 'run');
    const mail = await mailOf(reached, '30');
    await means.register.change((tx) => tx.mails.update({ ...mail, answer: '=HYPERLINK("x"), 550 no' }));
    terminal.language = 'ja';
    const { out } = await terminal.type('notices', 'unreachable', '--bank', 'mihon', '--csv');
    const [head, ...rows] = out.split('\r\n');
    expect(head).toBe('\ufeffID,対象,利用者,シリアル番号,送信予定,状態,理由,宛先,サーバーの応答');
    const row = rows.find((one) => one.includes(reached.user.loginId));
    expect(row).toContain(`未達,サーバーが拒否,keiri@aoba.example,"'=HYPERLINK(""x""), 550 no"`);
    expect(rows.filter((one) => one !== '')).toHaveLength(2);
  });

  it('refuses a bank that is not there', async () => {
    const typed = await terminal.type('notices', 'unreachable', '--bank', 'nobody');
    expect(typed).toMatchObject({ exitCode: 3 });
  });
});

describe('koshin notices resend', () => {
  it('has a mail sent again once the address was put right, and audits it', async () => {
    await terminal.type('notices', 'run');
    const { id } = await mailOf(unreached, '10');
    await means.register.change((tx) => tx.users.update({ ...unreached.user, mailAddress: 'minato@aoba.example' }));
    const { json } = await terminal.type('notices', 'resend', id, '--json');
    expect(json()).toEqual({ id, state: 'waiting', nextTryAt: '2026-12-10T00:00:00.000Z' });
    await terminal.type('notices', 'run');
    expect(means.mailer.letters.at(-1)).toMatchObject({ to: 'minato@aoba.example', messageId: `${id}@mihon.example` });
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
    const resent = events.find(({ act }) => act === 'mail-resent');
    expect(resent).toMatchObject({
      actor: { kind: 'bank', id: 'command-line' },
      subject: { mailId: id, occasion: '10' },
    });
  });

  it('refuses one that was sent, one that is not there, and what is no ID', async () => {
    await terminal.type('notices', 'run');
    const { id } = await mailOf(reached, '30');
    const sent = await terminal.type('notices', 'resend', id);
    expect(sent).toMatchObject({ exitCode: 3 });
    expect(sent.err).toContain('mail-not-resendable');
    expect(await terminal.type('notices', 'resend', '0'.repeat(32))).toMatchObject({ exitCode: 3 });
    expect(await terminal.type('notices', 'resend', 'x')).toMatchObject({ exitCode: 2 });
    expect(sentCount()).toBe(1);
  });
});
