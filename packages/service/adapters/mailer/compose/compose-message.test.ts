import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadMessage, readMessage, readMessages } from '../../../../../tests/testkit/mail/read-messages.ts';
import { kinds, sampleFacts } from '../../../letters/testing/sample-facts.ts';
import { writeLetter } from '../../../letters/write-letter.ts';
import type { Letter } from '../../../ports/mailer.ts';
import { composeMessage } from './compose-message.ts';
import type { MailSender } from './mail-sender.ts';
import { noSigning, sampleCalendar, sampleLetter, sampleSender } from './testing/sample-letter.ts';

const everyKind = kinds.flatMap((kind) => [[kind, 'ja'] as const, [kind, 'en'] as const]);
const compose = (letter: Letter, sender: MailSender = sampleSender) => composeMessage(letter, sender, noSigning);
const crlf = (text: string | null | undefined) => text?.replaceAll('\r\n', '\n');
const inJis: MailSender = { ...sampleSender, charset: 'iso-2022-jp' };

/** What holds of every message on the wire (RFC 5321 4.5.3.1.6, RFC 5322 2.3, RFC 8551 3.1.3). */
function expectSafeOnTheWay(message: Uint8Array): void {
  const text = Buffer.from(message).toString('latin1');
  expect(text).not.toMatch(/[^\x20-\x7e\r\n]/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text).not.toMatch(/^From /m);
  for (const line of text.split('\r\n')) {
    expect(line.length).toBeLessThanOrEqual(line.startsWith('To: ') ? 998 : 78);
    expect(line).not.toMatch(/[ \t]$/);
  }
}

describe('a composed message', () => {
  const each = everyKind.flatMap(([kind, language]) =>
    [sampleSender, inJis].map((sender) => ({ kind, language, charset: sender.charset, sender })),
  );
  const letterOf = ({ kind, language }: (typeof each)[number]) =>
    sampleLetter(kind, language, { calendar: sampleCalendar });
  let messages: readonly Buffer[] = [];
  let allRead: readonly ReadMessage[] = [];
  beforeAll(async () => {
    messages = await Promise.all(each.map((one) => compose(letterOf(one), one.sender)));
    allRead = readMessages(messages);
  });

  it.each(each)('$kind ($language, $charset) is read back by another’s parser as it was written', (one) => {
    const letter = letterOf(one);
    const read = allRead[each.indexOf(one)];
    expectSafeOnTheWay(messages[each.indexOf(one)] ?? new Uint8Array());
    expect(read?.defects).toEqual([]);
    expect(read?.subject).toBe(letter.subject);
    expect(crlf(read?.text)).toBe(letter.text);
    expect(crlf(read?.html)).toBe(letter.html.replace('charset="utf-8"', `charset="${one.charset}"`));
    expect(read?.calendar).toBe(sampleCalendar);
    expect(read?.charsets).toEqual([one.charset, one.charset, 'utf-8']);
    expect(read?.from).toEqual({ name: one.sender.name[one.language], address: 'notice@bank.example' });
    expect(read?.to).toBe('hanako@reiji.example');
  });

  it('has text before HTML, as the last alternative is the one to show (RFC 2046 5.1.4), and the calendar beside them', async () => {
    const alone = readMessage(await compose(sampleLetter('renewed', 'ja')));
    expect(alone.types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    expect(alone.filenames).toEqual([]);
    const withCalendar = readMessage(await compose(sampleLetter('renewed', 'ja', { calendar: sampleCalendar })));
    expect(withCalendar.types).toEqual(['multipart/mixed', ...alone.types, 'text/calendar']);
    expect(withCalendar.filenames).toEqual(['certificate-expiry.ics']);
  });

  it('says who it is from, that nobody need answer, and nothing of what it was made with', async () => {
    const letter = sampleLetter('first-stage', 'ja');
    const { headers, date } = readMessage(await compose(letter));
    expect(headers).toEqual([
      ['From', '見本信用金庫 <notice@bank.example>'],
      ['To', 'hanako@reiji.example'],
      ['Subject', letter.subject],
      ['Date', expect.stringMatching(/ \+0000$/)],
      ['Message-ID', '<0123456789abcdef0123456789abcdef@bank.example>'],
      ['Auto-Submitted', 'auto-generated'],
      ['X-Auto-Response-Suppress', 'All'],
      ['List-Id', '見本信用金庫 <notices.bank.example>'],
      ['Content-Language', 'ja'],
      ['MIME-Version', '1.0'],
      ['Content-Type', expect.stringContaining('multipart/alternative')],
    ]);
    expect(new Date(date).toISOString()).toBe(formatInstant(letter.date));
  });

  it('is the same octets in every try, and has other boundaries for another mail', async () => {
    const letter = sampleLetter('first-stage', 'ja', { calendar: sampleCalendar });
    expect(await compose(letter)).toEqual(await compose({ ...letter }));
    const boundaryOf = async (messageId: string) =>
      /boundary="([^"]+)"/.exec((await compose({ ...letter, messageId })).toString('latin1'))?.[1];
    expect(await boundaryOf('1@bank.example')).not.toBe(await boundaryOf('2@bank.example'));
  });

  it('goes out as UTF-8 where a name has a character that the bank’s charset does not have', async () => {
    const facts = sampleFacts('first-stage', 'ja', { recipient: { companyName: '㈱髙島', userName: '𠮷野' } });
    const read = readMessage(await compose(sampleLetter('first-stage', 'ja', writeLetter(facts)), inJis));
    expect(read.charsets).toEqual(['utf-8', 'utf-8']);
    expect(read.text).toContain('㈱髙島');
    expect(read.text).toContain('𠮷野 様');
  });

  it('writes English readably, and no line that a server would take for the start of another mail', async () => {
    const letter = sampleLetter('first-stage', 'en', { text: 'From Reiji\n\n.\nFrom here on\n' });
    const message = await compose(letter);
    expectSafeOnTheWay(message);
    expect(crlf(readMessage(message).text)).toBe(letter.text);
    const usual = readMessage(await compose(sampleLetter('first-stage', 'en')));
    expect(usual.encodings).toEqual(['quoted-printable', 'quoted-printable']);
  });

  it('is read back whatever names it holds and however long they are', async () => {
    const anyText = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(...'髙𠮷信用金庫～－①"\\(),;:<>@[]=?_ &\'.😀é株式会社'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        ),
        minLength: 1,
        maxLength: 150,
      })
      .filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && text.trim() === text && text.isWellFormed());
    const samples = fc.sample(fc.tuple(anyText, anyText, anyText, fc.constantFrom(sampleSender, inJis)), 150);
    const messages = await Promise.all(
      samples.map(([name, subject, company, sender]) => {
        const facts = sampleFacts('revoked', 'ja', { recipient: { companyName: company, userName: company } });
        const letter = sampleLetter('revoked', 'ja', { ...writeLetter(facts), subject });
        return compose(letter, { ...sender, name: { ja: name, en: name } });
      }),
    );
    const read = readMessages(messages);
    for (const [i, [name, subject, company]] of samples.entries()) {
      expectSafeOnTheWay(messages[i] ?? new Uint8Array());
      expect(read[i]?.from).toEqual({ name, address: 'notice@bank.example' });
      expect(read[i]?.subject).toBe(subject);
      const facts = sampleFacts('revoked', 'ja', { recipient: { companyName: company, userName: company } });
      expect(crlf(read[i]?.text)).toBe(writeLetter(facts).text);
    }
  });
});

describe('a letter that is not of its form is refused before anything is sent', () => {
  const injected = '\r\nBcc: x@evil.example';

  it.each<[string, Partial<Letter>]>([
    ['a recipient with a line break', { to: `a@b.example${injected}` }],
    ['two recipients', { to: 'a@b.example, c@evil.example' }],
    ['a recipient with a name', { to: 'A <a@b.example>' }],
    ['a recipient that is not ASCII', { to: '花子@b.example' }],
    ['a recipient without a domain', { to: 'a@' }],
    ['a recipient longer than any', { to: `${'a'.repeat(65)}@b.example` }],
    ['a subject with a line break', { subject: `x${injected}` }],
    ['a subject with a single LF', { subject: 'x\nBcc: x@evil.example' }],
    ['a subject with a line separator', { subject: 'x\u2028y' }],
    ['no subject', { subject: '' }],
    ['half a surrogate pair', { subject: 'x\ud83d' }],
    ['a Message-ID with brackets', { messageId: '<a@b.example>' }],
    ['a Message-ID with a line break', { messageId: `a@b.example${injected}` }],
    ['text with CR', { text: 'a\r\nb' }],
    ['text with NUL', { text: 'a\u0000b' }],
    ['HTML with an escape', { html: '<p>\u001b$B</p>' }],
    ['a calendar with bare LF', { calendar: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' }],
  ])('%s', async (_, differing) => {
    await expect(compose(sampleLetter('renewed', 'ja', differing))).rejects.toThrow(RangeError);
  });

  it.each<[string, Partial<MailSender>]>([
    ['a sender’s name with a line break', { name: { ja: `x${injected}`, en: 'x' } }],
    ['no name in one language', { name: { ja: '見本信用金庫', en: '' } }],
    ['a sender’s address that is two', { address: 'a@b.example,c@d.example' }],
    ['a domain that is none', { domain: 'bank.example>' }],
  ])('%s', async (_, differing) => {
    await expect(compose(sampleLetter('renewed', 'ja'), { ...sampleSender, ...differing })).rejects.toThrow(RangeError);
  });

  it('says nothing of what it holds', async () => {
    const refusal = compose(sampleLetter('renewed', 'ja', { to: 'hanako@reiji.example\n' }));
    await expect(refusal).rejects.not.toThrow(/hanako/);
  });
});
