import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { shared } from '@koshin/web/texts/shared.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceWords, factWords, frameWords } from './letter-words.ts';
import { mailWords } from './mail-words.ts';
import { kinds, sampleFacts } from './testing/sample-facts.ts';
import { wordsOfHtml } from './testing/words-of-html.ts';
import type { Language } from './text.ts';
import { writeLetter } from './write-letter.ts';

const languages: readonly Language[] = ['ja', 'en'];
const everyKind = kinds.flatMap((kind) => languages.map((language) => [kind, language] as const));
const paragraphsOf = (text: string) => text.trimEnd().split('\n\n');
/** What stands between the thanks and the facts. */
const ownOf = (text: string) => {
  const paragraphs = paragraphsOf(text);
  const facts = paragraphs.findIndex((one) => /^(契約者ID|Contract number)/.test(one));
  return paragraphs.slice(3, facts).join('\n\n');
};

describe('a letter (screens 3)', () => {
  it('of the first stage stands as in the specification, in Japanese', () => {
    const { subject, text } = writeLetter(sampleFacts('first-stage', 'ja'));
    expect(subject).toBe('【見本信用金庫】電子証明書を更新できるようになりました（有効期限 2026年12月22日）');
    expect(text).toBe(`例示商事株式会社

見本 花子 様

平素より見本信用金庫のWEB-FBサービスをご利用いただき、誠にありがとうございます。

下記の電子証明書は、2026年12月22日に有効期限を迎えます。有効期限日まで、ログイン後の「重要なお知らせ」で更新していただけます。所要時間は5分から10分ほどです。更新後の有効期限は2027年12月22日で、期間内のどの日に更新されても同じです。

契約者ID（末尾4桁） 5678
利用者ID（末尾3文字） o01
電子証明書のシリアル番号（末尾4桁） 7E8F
有効期限 2026年12月22日
お知らせ番号 31415926

このメールにはリンクがありません。いつもお使いのブックマーク（お気に入り）からWEB-FBサービスにログインし、「重要なお知らせ」に同じお知らせ番号があれば、見本信用金庫からのご連絡です。このメールには見本信用金庫の電子署名が付いています。見本信用金庫が、電話・メール・SMSで、パスワード、取得用パスワード、PIN、電子証明書のファイルをお尋ねしたり、お預かりしたりすることはありません。

お問い合わせ 見本信用金庫 WEB-FBサービス ヘルプデスク 電話 0120-000-000（平日9:00から18:00まで）。番号がご契約時の書類と同じであることをお確かめください。

このメールは送信専用です。
`);
  });

  it('of the first stage stands as in the specification, in English', () => {
    const { subject, text } = writeLetter(sampleFacts('first-stage', 'en'));
    expect(subject).toBe('[Mihon Shinkin Bank] You can now renew your certificate (valid until 22 December 2026)');
    expect(text).toBe(`例示商事株式会社

Dear 見本 花子,

Thank you for using WEB-FB service of Mihon Shinkin Bank.

The certificate below is valid until 22 December 2026. Until that day you can renew it after login, under Important notices. It takes about 5 to 10 minutes. The new expiry date is 22 December 2027, whichever day you renew.

Contract number (last 4) 5678
User ID (last 3) o01
Certificate serial (last 4) 7E8F
Valid until 22 December 2026
Notice number 31415926

This mail contains no links. Log in to WEB-FB service from your own bookmark: if Important notices shows the same notice number, this mail is from Mihon Shinkin Bank. It is digitally signed by Mihon Shinkin Bank. Mihon Shinkin Bank never asks for or accepts your passwords, acquisition code, PIN or certificate file by phone, e-mail or text message.

Contact: Mihon Shinkin Bank WEB-FB service help desk, 0120-000-000 (9:00 to 18:00 on weekdays). Please check that this number is the one in your contract papers.

This address does not receive mail.
`);
  });

  it.each([
    [
      'later-stage',
      '【見本信用金庫】電子証明書の有効期限のご案内（有効期限 2026年12月22日）',
      '下記の電子証明書は、まだ更新されていません。2026年12月22日まで（あと10日）、ログイン後の「重要なお知らせ」で更新していただけます。更新が完了するまで、現在の電子証明書をお使いいただけます。行き違いで更新がお済みの場合は、ご容赦ください。',
    ],
    [
      'unproven',
      '【見本信用金庫】電子証明書の更新が途中です（有効期限 2026年12月22日）',
      '2026年12月2日に新しい電子証明書を発行しましたが、使用できることの確認がまだ済んでいません。ログイン後の「重要なお知らせ」から続きを行うか、新しい電子証明書で一度ログインされると完了します。現在の電子証明書は2026年12月22日までお使いいただけます。',
    ],
    [
      'expired',
      '【見本信用金庫】電子証明書の有効期限が過ぎました（2026年12月22日）',
      '下記の電子証明書は、2026年12月22日に有効期限が過ぎたため、ログインにご利用いただけません。ご契約と口座はそのままです。再びご利用いただくには、契約の別の管理者に再発行を依頼されるか、ログイン画面の「有効期限が過ぎた方」のご案内をご覧ください。',
    ],
    [
      'renewed',
      '【見本信用金庫】電子証明書の更新が完了しました',
      '2026年12月8日 9:12に、新しい電子証明書が使用できることを確認し、更新が完了しました。新しい有効期限は2027年12月22日です。更新前の電子証明書も、2026年12月11日まで使用できます。\n\nお心当たりがない場合は、下記へご連絡ください。',
    ],
    [
      'reissued',
      '【見本信用金庫】電子証明書の再発行を受け付けました',
      '2026年12月8日 9:12に、契約の管理者が再発行の手続きを行いました。現在の電子証明書は失効しました。取得用パスワードはメールではお送りしません。\n\nお心当たりがない場合は、下記へご連絡ください。',
    ],
    [
      'revoked',
      '【見本信用金庫】電子証明書を失効しました',
      '2026年12月8日 9:12に、見本信用金庫が下記の電子証明書を失効しました。この電子証明書ではログインできません。\n\nお心当たりがない場合は、下記へご連絡ください。',
    ],
    [
      'first-use',
      '【見本信用金庫】電子証明書のご利用が開始されました',
      '2026年12月8日 9:12に、下記の電子証明書がはじめて使用されました。次の更新は2027年11月22日からです。\n\nお心当たりがない場合は、下記へご連絡ください。',
    ],
    [
      'code-sent',
      '【見本信用金庫】電子証明書の取得のご案内',
      '電子証明書を取得するための取得用パスワードを、2026年12月8日に郵送でお送りしました。2026年12月22日 9:12までに、ログイン画面の「電子証明書をはじめて取得する方」から取得してください。取得用パスワードをメールや電話でお尋ねすることはありません。',
    ],
  ] as const)('%s says its own words in Japanese', (kind, subject, own) => {
    const letter = writeLetter(sampleFacts(kind, 'ja'));
    expect(letter.subject).toBe(subject);
    expect(ownOf(letter.text)).toBe(own);
  });

  it.each([
    [
      'later-stage',
      'Your certificate is valid until 22 December 2026',
      'The certificate below has not been renewed yet. Until 22 December 2026 (10 days left) you can renew it after login, under Important notices. The current one keeps working until the renewal is complete. If you have just renewed it, please disregard this mail.',
    ],
    [
      'unproven',
      'Your renewal is not finished (valid until 22 December 2026)',
      'A new certificate was issued on 2 December 2026 but has not been used yet. Continue after login under Important notices, or log in once with the new certificate, and the renewal is complete. The current one keeps working until 22 December 2026.',
    ],
    [
      'expired',
      'Your certificate expired on 22 December 2026',
      'The certificate below expired on 22 December 2026 and can no longer be used to log in. Your contract and accounts are unchanged. To get back in, ask another administrator of your contract for a reissue, or see “Your certificate has expired” on the login page.',
    ],
    [
      'renewed',
      'Your certificate has been renewed',
      'At 8 December 2026, 9:12 (Japan time) we checked that the new certificate works, and the renewal is complete. It is valid until 22 December 2027. The earlier one also works until 11 December 2026.\n\nIf this was not you, please contact us.',
    ],
    [
      'reissued',
      'A reissue of your certificate was requested',
      'At 8 December 2026, 9:12 (Japan time) an administrator of your contract asked for a reissue. The current certificate has been revoked. The acquisition code is not sent by mail.\n\nIf you did not expect this, please contact us.',
    ],
    [
      'revoked',
      'A certificate has been revoked',
      'At 8 December 2026, 9:12 (Japan time) Mihon Shinkin Bank revoked the certificate below. It can no longer be used to log in.\n\nIf you did not expect this, please contact us.',
    ],
    [
      'first-use',
      'Your certificate is in use',
      'At 8 December 2026, 9:12 (Japan time) the certificate below was used for the first time. The next renewal is possible from 22 November 2027.\n\nIf this was not you, please contact us.',
    ],
    [
      'code-sent',
      'Getting your certificate',
      'An acquisition code was sent to you by post on 8 December 2026. Please use it by 22 December 2026, 9:12 (Japan time), from “Get your first certificate” on the login page. We never ask for the code by mail or phone.',
    ],
  ] as const)('%s says its own words in English', (kind, subject, own) => {
    const letter = writeLetter(sampleFacts(kind, 'en'));
    expect(letter.subject).toBe(`[Mihon Shinkin Bank] ${subject}`);
    expect(ownOf(letter.text)).toBe(own);
  });

  it('that confirms an address names neither people nor facts, as the address may be a stranger’s', () => {
    const { subject, text } = writeLetter(sampleFacts('address-confirmation', 'ja'));
    expect(subject).toBe('【見本信用金庫】メールアドレスの確認番号');
    const paragraphs = paragraphsOf(text);
    expect(paragraphs[1]).toBe('確認番号 271828（2026年12月8日 9:42まで）。ログイン後の画面に入力してください。');
    expect(paragraphs).toHaveLength(5);
    expect(text).not.toMatch(/様|末尾|お知らせ番号/);
    const english = writeLetter(sampleFacts('address-confirmation', 'en'));
    expect(english.subject).toBe('[Mihon Shinkin Bank] Number to confirm your mail address');
    expect(english.text).toContain(
      'Your number is 271828 (until 8 December 2026, 9:42 (Japan time)). Enter it after login.',
    );
  });
});

describe('what a letter says depends on its facts', () => {
  const text = (...of: Parameters<typeof sampleFacts>) => writeLetter(sampleFacts(...of)).text;

  it('names the new expiry date only where it counts from the old one', () => {
    expect(text('first-stage', 'ja', { newExpiryDate: null })).not.toContain('更新後の有効期限');
    expect(text('first-stage', 'en', { newExpiryDate: null })).not.toContain('new expiry date');
  });

  it('counts the last days right, however late it comes', () => {
    const left = (daysLeft: number, language: Language) => text('later-stage', language, { daysLeft });
    expect(left(1, 'en')).toContain('(1 day left)');
    expect(left(1, 'ja')).toContain('（あと1日）');
    expect(left(0, 'ja')).toContain('2026年12月22日まで（本日まで）、');
    expect(left(0, 'en')).toContain('Until 22 December 2026 (until today 23:59) you can');
  });

  it('says what became of the earlier certificate', () => {
    expect(text('renewed', 'ja', { overlapEnd: null })).toContain('です。更新前の電子証明書は使用できなくなりました。');
    expect(text('renewed', 'en', { overlapEnd: null })).toContain('2027. The earlier one can no longer be used.');
    expect(text('reissued', 'ja', { fate: 'usable-until-new' })).toContain(
      '現在の電子証明書は新しい電子証明書の利用開始まで使用できます。',
    );
    expect(text('reissued', 'en', { fate: 'usable-until-new' })).toContain('can be used until the new one is in use.');
    expect(text('reissued', 'ja', { fate: null })).toContain('行いました。取得用パスワードは');
    expect(text('reissued', 'en', { fate: null })).toContain('asked for a reissue. The acquisition code is not');
  });

  it('tells an administrator of another’s certificate, not of his own', () => {
    const toAnother = { actor: 'user', reader: 'administrator' } as const;
    expect(text('revoked', 'en', { actor: 'user' })).toContain('you revoked the certificate below');
    expect(text('revoked', 'en', toAnother)).toContain('its user revoked the certificate below');
    expect(text('revoked', 'ja', toAnother)).toContain('ご本人が下記の電子証明書を失効しました');
    for (const kind of ['reissued', 'expired'] as const) {
      const { subject } = writeLetter(sampleFacts(kind, 'en', { reader: 'administrator' }));
      expect(subject).not.toContain('your');
    }
  });

  it('says how a code was handed over', () => {
    expect(text('code-sent', 'ja', { delivery: 'counter' })).toContain('に窓口でお渡ししました。');
    expect(text('code-sent', 'ja', { delivery: 'administrator' })).toContain('に契約の管理者を通じてお渡ししました。');
    expect(text('code-sent', 'en', { delivery: 'counter' })).toContain('was handed over to you at our counter on 8');
  });

  it('guides to the place the bank has chosen (R13)', () => {
    const [first, later, unproven] = (['first-stage', 'later-stage', 'unproven'] as const).map(
      (kind) => (guidancePlace: 'renewal-notice' | 'main-screen') => text(kind, 'ja', { guidancePlace }),
    );
    expect(first?.('renewal-notice')).toContain('ログイン後の「電子証明書の更新のお知らせ」で');
    expect(later?.('main-screen')).toContain('ログイン後の「メイン画面」で');
    expect(unproven?.('main-screen')).toContain('ログイン後の「メイン画面」から');
    expect(text('later-stage', 'en', { guidancePlace: 'renewal-notice' })).toContain(
      'under Certificate renewal notice',
    );
  });

  it('speaks of a signature only where there is one and the reader is asked to log in', () => {
    expect(text('first-stage', 'ja', { signed: false })).not.toContain('電子署名');
    expect(text('first-stage', 'en', { signed: false })).not.toContain('signed');
    expect(text('expired', 'ja')).not.toContain('電子署名');
  });

  it.each(kinds)('%s sends to the telephone only who may be unable to log in', (kind) => {
    const byPhone = ['expired', 'reissued', 'revoked', 'code-sent'].includes(kind);
    expect(text(kind, 'ja').includes('書類に記載の電話番号へお問い合わせのうえ')).toBe(byPhone);
    expect(text(kind, 'ja').includes('ブックマーク')).toBe(!byPhone && kind !== 'address-confirmation');
  });

  it('speaks of the calendar file only where one is attached', () => {
    const sentence = 'カレンダー用のファイルを添付しています。開かなくても、お手続きに影響はありません。';
    expect(text('first-stage', 'ja', { calendarAttached: true })).toContain(`31415926\n\n${sentence}\n\nこのメール`);
    expect(text('first-stage', 'ja')).not.toContain(sentence);
  });

  it('shows the end of the code instead of a serial number where there is no certificate yet', () => {
    expect(text('code-sent', 'ja')).toContain(
      '利用者ID（末尾3文字） o01\n取得用パスワードの期限 2026年12月22日 9:12\nお知らせ番号',
    );
    expect(text('code-sent', 'en')).toContain(
      'Acquisition code valid until 22 December 2026, 9:12 (Japan time)\nNotice',
    );
  });
});

describe('no letter can be mistaken (R28)', () => {
  it.each(everyKind)(
    '%s (%s) has no link, nothing to press, nothing fetched, no whole identifier',
    (kind, language) => {
      const { subject, text, html } = writeLetter(sampleFacts(kind, language, { calendarAttached: true }));
      for (const said of [subject, text, html]) {
        expect(said).not.toMatch(/https?:|mailto:|www\.|@/i);
        expect(said).not.toMatch(/9012345678|hanako|40a1b2c3/i);
        expect(said).not.toMatch(/至急|必ず|不正|失敗|エラー|間違|urgent|immediately|本日から/i);
      }
      expect(html).not.toMatch(/<(a|img|script|link|form|button|input|iframe|style|base)\b|\b(href|src|on\w+)=|url\(/i);
    },
  );

  it.each(everyKind)('%s (%s) has the same words in HTML as in plain text, in the same order', (kind, language) => {
    const { text, html, subject } = writeLetter(sampleFacts(kind, language, { calendarAttached: true }));
    const read = wordsOfHtml(html);
    expect(read.body).toBe(text.replace(/\s+/g, ' ').trim());
    expect(read).toMatchObject({ title: subject, language });
  });

  it('has the same words for whatever names, and no name writes a line, a link or an element', () => {
    fc.assert(
      fc.property(anyName, anyName, fc.constantFrom(...languages), (companyName, userName, language) => {
        const facts = sampleFacts('first-stage', language, { recipient: { companyName, userName } });
        const { text, html } = writeLetter(facts);
        expect(wordsOfHtml(html).body).toBe(text.replace(/\s+/g, ' ').trim());
        expect(text).not.toMatch(/:\/\/|www\.|mailto:|@|\r|[\u202a-\u202e]/i);
        expect(text.split('\n')).toHaveLength(20);
        expect(html.match(/<(?!\/)[a-z]+/g)).toEqual(tagsOfTheSample(language));
      }),
    );
  });

  it('keeps to ASCII and JIS X 0208 in all words of ours', () => {
    const texts = JSON.stringify([frameWords, factWords, choiceWords, mailWords]);
    // Without what ISO-2022-JP has and the specification does not want: wave dash, long dash, circled numbers.
    expect(texts).not.toMatch(/[〜～—―①-⑳]/u);
    const roundTripped = [...texts].filter((one) => one > '~' && !isJisX0208(one));
    expect(roundTripped).toEqual([]);
  });

  it('says what the bank never asks for in the portal’s own words', () => {
    expect(frameWords.neverAsked).toEqual(shared.neverAsked);
  });

  it('names days in the bank’s zone', () => {
    const { text } = writeLetter(sampleFacts('renewed', 'en', { overlapEnd: calendarDay('2026-01-31') }));
    expect(text).toContain('31 January 2026');
  });
});

const hostile = fc.constantFrom(
  'https://evil.example/login',
  'www.evil.example',
  'mailto:a@evil.example',
  'a\r\n\r\nhttp://evil.example',
  '<a href="//evil.example">',
  "{expiryDate} & 'x'",
  '\u202eelpmaxe',
  '\ud800',
);
const anyName = fc
  .oneof(hostile, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
  .map((name) => `${name} x`);

function tagsOfTheSample(language: Language) {
  return writeLetter(sampleFacts('first-stage', language)).html.match(/<(?!\/)[a-z]+/g);
}

/** By the decoder of the platform: rows 1 to 8 and 16 to 84 are the standard's. */
function isJisX0208(character: string): boolean {
  return jisX0208.has(character);
}
const jisX0208 = new Set(
  Array.from({ length: 84 }, (_, row) => row + 1)
    .filter((row) => row <= 8 || row >= 16)
    .flatMap((row) =>
      Array.from({ length: 94 }, (_, cell) => new TextDecoder('euc-jp').decode(Uint8Array.of(0xa0 + row, 0xa1 + cell))),
    ),
);
