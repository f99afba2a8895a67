import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';
import { acknowledgeNotice } from '../../../use-cases/notices/read-notice.ts';
import { parseNoticeFile } from './notice-file.ts';

const file = [
  '# ja: システム点検のお知らせ',
  '',
  '下記の日時に**お取引**を停止します。',
  '',
  '- 12月6日 午前2時から',
  '',
  '# en: System maintenance',
  '',
  'Transactions stop; see [our website](https://www.mihon.example/).',
  '',
].join('\n');

let means: TestMeans;
let bank: TestBank;
let terminal: TestTerminal;
let customer: TestCustomer;
beforeEach(async () => {
  means = await testMeans();
  bank = await testBank(means);
  means.clock.set('2026-12-01T00:00:00Z');
  terminal = new TestTerminal(means);
  terminal.files.set('notice.md', file);
  customer = await bank.customer({ daysLeft: 100 });
});
afterEach(() => means.close());

const write = (...more: string[]) =>
  terminal.type('notices', 'write', '--bank', 'mihon', '--file', 'notice.md', ...more);
const written = async (...more: string[]) => String((await write('--json', ...more)).json().noticeNo);
const list = async (...more: string[]) =>
  (await terminal.type('notices', 'list', '--bank', 'mihon', '--json', ...more)).json() as unknown as unknown[];

describe('koshin notices write', () => {
  it('puts it there, and tells the number and for how long', async () => {
    const { exitCode, out } = await write('--from', '2026-12-02', '--until', '2026-12-06');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Written: \d{4}-\d{4} \(2026-12-02 to 2026-12-06\)\n$/);
    means.clock.forward({ minutes: 1 });
    terminal.language = 'ja';
    expect((await write()).out).toMatch(/^掲載します：\d{4}-\d{4}（2026-12-01から）\n$/);
    expect(await list()).toMatchObject([
      { standing: 'shown', lastDay: null, subject: { ja: 'システム点検のお知らせ', en: 'System maintenance' } },
      { standing: 'scheduled', firstDay: '2026-12-02', lastDay: '2026-12-06', acknowledgementAsked: false },
    ]);
  });

  it('shows with --dry-run what customers would read, and writes nothing', async () => {
    const { out } = await write('--dry-run');
    expect(out.split('\n')).toEqual([
      'Would be shown: from 2026-12-01. Nothing has changed.',
      '-'.repeat(40),
      'ja: システム点検のお知らせ',
      '',
      '下記の日時にお取引を停止します。',
      '',
      '・ 12月6日 午前2時から',
      '-'.repeat(40),
      'en: System maintenance',
      '',
      'Transactions stop; see our website <https://www.mihon.example/>.',
      '',
    ]);
    terminal.language = 'ja';
    const ja = await write('--dry-run', '--until', '2026-12-06');
    expect(ja.out).toContain('掲載される予定：2026-12-01から2026-12-06まで。何も変えていません。');
    expect(await list('--all')).toEqual([]);
  });

  it('is for the contracts and users that are named, and asks them where it is to', async () => {
    const other = await bank.customer({ daysLeft: 100 });
    const { contractNumber } = customer.contract;
    const noticeNo = await written(
      '--contract',
      contractNumber,
      '--user',
      `${other.user.loginId}, ${customer.user.loginId}`,
      '--acknowledge',
    );
    const { json } = await terminal.type('notices', 'view', noticeNo, '--bank', 'mihon', '--json');
    expect(json()).toMatchObject({
      noticeNo,
      forAll: false,
      contracts: [contractNumber],
      users: [other.user.loginId, customer.user.loginId].toSorted(),
      acknowledgementAsked: true,
      counts: { readers: 2, read: 0, acknowledged: 0 },
      body: { en: [{ kind: 'paragraph' }] },
    });
  });

  it('names what cannot stand there by its line in the file', async () => {
    terminal.files.set('notice.md', `${file}\n<b>now</b>\n`);
    const { exitCode, err } = await write();
    expect(exitCode).toBe(3);
    expect(err).toContain(
      'Refused: notice not written (notice-refused)\n  rule: markup\n  en: line 11 html, line 11 html\n',
    );
    expect(err).toContain('  expected: paragraphs, headings by ##');
    terminal.language = 'ja';
    expect((await write('--dry-run')).err).toContain(
      '受け付けられません：掲載できないお知らせ。示した箇所を修正（notice-refused）',
    );
    expect(await list('--all')).toEqual([]);
  });

  it.each([
    [['--contract', '9999999'], 3, 'rule: no-such-contract\n  contract: 9999999'],
    [['--user', 'nobody'], 3, 'rule: no-such-user'],
    [['--until', '2026-11-30'], 3, 'rule: period'],
    [['--until', '6.12.2026'], 2, '--until takes a day like 2026-12-06, not 6.12.2026'],
    [['--from', '2026-02-30'], 2, '--from takes a day'],
    [['--contract', ','], 2, '--contract takes names separated by commas'],
    [['--user', 'a,,b'], 2, '--user takes names separated by commas'],
  ])('refuses %j with code %i, and writes nothing', async (options, code, words) => {
    const { exitCode, err } = await write(...options);
    expect(exitCode).toBe(code);
    expect(err).toContain(words);
    expect(await list('--all')).toEqual([]);
  });
});

describe('the file of a notice', () => {
  it('may have its parts in either order, with a full-width colon and any line ends', () => {
    const words = parseNoticeFile('\ufeff\r\n# en：Subject\r\nText\r\n#ja: 件名\r\n本文\r\n');
    expect(words.subject).toEqual({ ja: '件名', en: 'Subject' });
    expect(words.body).toEqual({ ja: '\n\n\n\n本文\n', en: '\n\nText' });
  });

  it.each([
    ['', 'none of ja'],
    ['# ja: 件名\n本文', 'none of en'],
    ['# ja: 件名\n# en: x\n# ja: 件名', 'two of ja'],
    ['前\n# ja: 件名\n# en: x', 'a line before'],
    ['## ja: 件名\n# en: x', 'none of ja'],
  ])('is refused where it is %j', (text, got) => {
    expect(() => parseNoticeFile(text)).toThrow(
      expect.objectContaining({ code: 'notice-refused', detail: { rule: 'file' }, got }),
    );
  });
});

describe('koshin notices list, view and withdraw', () => {
  it('tell how many have read and acknowledged it', async () => {
    const noticeNo = await written('--acknowledge');
    await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(customer.certificate);
    await acknowledgeNotice(means, { ...browser.key, noticeNo });
    const number = `${noticeNo.slice(0, 4)}-${noticeNo.slice(4)}`;
    const { out } = await terminal.type('notices', 'list', '--bank', 'mihon');
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['number', 'state', 'shown', 'readers', 'read', 'acknowledged', 'subject'],
      [number, 'shown', 'from 2026-12-01', '2', '1', '1', 'System maintenance'],
      [''],
    ]);
    const en = await terminal.type('notices', 'view', number, '--bank', 'mihon');
    expect(en.out.split('\n').slice(0, 3)).toEqual([
      `Notice ${number} (shown, from 2026-12-01)`,
      'For all customers: 2 users',
      'Read by 1, acknowledged by 1',
    ]);
    expect(en.out).toContain('our website <https://www.mihon.example/>');
    terminal.language = 'ja';
    const ja = await terminal.type('notices', 'view', noticeNo, '--bank', 'mihon');
    expect(ja.out.split('\n').slice(0, 3)).toEqual([
      `お知らせ番号 ${number}（掲載中、2026-12-01から）`,
      '対象 すべてのお客さま、2名',
      '既読 1名、確認 1名',
    ]);
  });

  it('withdraws by number, with or without hyphen; again changes nothing', async () => {
    const noticeNo = await written();
    const number = `${noticeNo.slice(0, 4)}-${noticeNo.slice(4)}`;
    const first = await terminal.type('notices', 'withdraw', number, '--bank', 'mihon');
    expect(first).toMatchObject({ exitCode: 0, out: `Withdrawn: ${number}\n` });
    means.clock.forward({ minutes: 5 });
    const again = await terminal.type('notices', 'withdraw', noticeNo, '--bank', 'mihon', '--json');
    expect(again.json()).toEqual({ noticeNo, withdrawnAt: '2026-12-01T00:00:00.000Z' });
    expect(await list()).toEqual([]);
    expect(await list('--all')).toMatchObject([{ noticeNo, standing: 'withdrawn' }]);
  });

  it('refuse what is no number, one that is not there, and a bank that is not there', async () => {
    for (const verb of ['view', 'withdraw']) {
      expect(await terminal.type('notices', verb, '1234567', '--bank', 'mihon')).toMatchObject({ exitCode: 2 });
      expect(await terminal.type('notices', verb, '12345678', '--bank', 'mihon')).toMatchObject({ exitCode: 3 });
      expect(await terminal.type('notices', verb, '12345678', '--bank', 'nobody')).toMatchObject({ exitCode: 3 });
    }
    expect(await terminal.type('notices', 'list', '--bank', 'nobody')).toMatchObject({ exitCode: 3 });
  });
});
