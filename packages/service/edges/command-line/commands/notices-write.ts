import type { NoticeDraft } from '../../../use-cases/notices/draft-notice.ts';
import { previewNotice, writeNotice } from '../../../use-cases/notices/write-notice.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Given } from '../framework/given.ts';
import { dayOption } from './day-option.ts';
import { parseNoticeFile } from './notice-file.ts';
import { hyphened, linesOfLetter, period } from './written-notice-view.ts';

export const noticesWrite: CommandSpec = {
  noun: 'notices',
  verb: 'write',
  about: {
    ja: '「重要なお知らせ」にお知らせを掲載します。対象を指定しなければ、金庫のすべてのお客さまが対象です',
    en: 'puts a notice under Important notices; for all customers of the bank where nobody is named',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: {
        ja: 'Markdownのファイル。「# ja: 件名」に続けて日本語の本文、「# en: 件名」に続けて英語の本文',
        en: 'Markdown: a line “# ja: subject” with the Japanese text below it, and “# en: subject” with the English',
      },
    },
    contract: {
      kind: 'text',
      value: 'NUMBERS',
      about: { ja: '対象の契約者ID（コンマ区切り）', en: 'for these contracts, separated by commas' },
    },
    user: {
      kind: 'text',
      value: 'LOGIN-IDS',
      about: { ja: '対象の利用者ID（コンマ区切り）', en: 'for these users, separated by commas' },
    },
    from: {
      kind: 'text',
      value: 'DAY',
      about: {
        ja: '掲載を始める日（2026-12-06 の形、0時から）。指定がなければいまから',
        en: 'the first day, like 2026-12-06, from 0:00; from now on where nothing is said',
      },
    },
    until: {
      kind: 'text',
      value: 'DAY',
      about: {
        ja: '掲載する最後の日（24時まで）。指定がなければ取り下げるまで',
        en: 'the last day, until its end; until it is withdrawn where nothing is said',
      },
    },
    acknowledge: {
      kind: 'flag',
      value: '',
      about: { ja: '「確認しました」を押していただきます', en: 'asks readers to press “I have read this”' },
    },
    'dry-run': {
      kind: 'flag',
      value: '',
      about: {
        ja: '何も掲載せず、お客さまがご覧になる文面を示します',
        en: 'changes nothing; shows what customers would read',
      },
    },
  },
  async run({ means, given, language }) {
    const draft = draftOf(given);
    if (given.flag('dry-run')) {
      const { notice, letter } = await previewNotice(means, draft);
      const { subject, firstDay, lastDay, acknowledgementAsked } = notice;
      const shown = period(notice, language);
      const head =
        language === 'ja'
          ? `掲載される予定：${shown}。何も変えていません。`
          : `Would be shown: ${shown}. Nothing has changed.`;
      return {
        json: { dryRun: true, noticeNo: null, subject, firstDay, lastDay, acknowledgementAsked },
        lines: [head, ...linesOfLetter(subject, letter)],
      };
    }
    const { notice } = await writeNotice(means, { ...draft, operatorId: 'command-line' });
    const { noticeNo, subject, firstDay, lastDay, acknowledgementAsked } = notice;
    const [number, shown] = [hyphened(noticeNo), period(notice, language)];
    const line = language === 'ja' ? `掲載します：${number}（${shown}）` : `Written: ${number} (${shown})`;
    return { json: { dryRun: false, noticeNo, subject, firstDay, lastDay, acknowledgementAsked }, lines: [line] };
  },
};

function draftOf(given: Given): NoticeDraft {
  return {
    bankId: given.needed('bank'),
    ...parseNoticeFile(given.file('file') ?? given.missing('file')),
    contracts: listOf(given, 'contract'),
    users: listOf(given, 'user'),
    firstDay: dayOption(given, 'from'),
    lastDay: dayOption(given, 'until'),
    acknowledgementAsked: given.flag('acknowledge'),
  };
}

/** Empty where it was not given; a name that is left empty must not make it a notice for all. */
function listOf(given: Given, name: string): readonly string[] {
  const text = given.text(name);
  if (text === null) return [];
  const named = text.split(',').map((one) => one.trim());
  if (named.includes('')) throw given.wrong(`--${name} takes names separated by commas, not “${text}”`);
  return named;
}
