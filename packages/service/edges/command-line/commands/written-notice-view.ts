import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { NoticeStanding } from '@koshin/lifecycle/notices/written-notice.ts';
import { plainLines } from '../../../rich-text/plain-text.ts';
import type { FoundNotice } from '../../../use-cases/notices/find-written-notices.ts';
import type { LetterBody } from '../../../use-cases/notices/notice-letter.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Given } from '../framework/given.ts';
import type { Words } from '../framework/words.ts';
import type { Language } from '../language.ts';

type Period = Pick<FoundNotice['notice'], 'firstDay' | 'lastDay'>;

const standings: Readonly<Record<NoticeStanding, Words>> = {
  scheduled: { ja: '掲載前', en: 'scheduled' },
  shown: { ja: '掲載中', en: 'shown' },
  over: { ja: '掲載終了', en: 'over' },
  withdrawn: { ja: '取り下げ', en: 'withdrawn' },
};

export const headOfWritten: Readonly<Record<Language, readonly string[]>> = {
  ja: ['番号', '状態', '掲載期間', '対象', '既読', '確認', '件名'],
  en: ['number', 'state', 'shown', 'readers', 'read', 'acknowledged', 'subject'],
};

/** As customers read it on paper and on screen: `1234-5678`. */
export const hyphened = (noticeNo: string): string => `${noticeNo.slice(0, 4)}-${noticeNo.slice(4)}`;

/** Names one written notice, at one bank. */
export const oneNotice = {
  operand: {
    value: 'NUMBER',
    about: { ja: 'お知らせ番号（1234-5678、ハイフンはなくてもよい）', en: 'its number, like 1234-5678 or 12345678' },
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
  },
} as const satisfies Pick<CommandSpec, 'operand' | 'options'>;

/** The number of a written notice that a command names; with or without its hyphen. */
export function noticeNoOf(given: Given): string {
  const text = given.operand ?? '';
  if (!/^\d{4}-?\d{4}$/.test(text)) throw given.wrong(`${text} is no notice number, like 1234-5678`);
  return text.replace('-', '');
}

export function standingOf(standing: NoticeStanding, language: Language): string {
  return standings[standing][language];
}

export function period({ firstDay, lastDay }: Period, language: Language): string {
  if (lastDay !== null) return language === 'ja' ? `${firstDay}から${lastDay}まで` : `${firstDay} to ${lastDay}`;
  return language === 'ja' ? `${firstDay}から` : `from ${firstDay}`;
}

/** One notice, in the columns of {@link headOfWritten}. */
export function rowOfWritten({ notice, standing, counts }: FoundNotice, language: Language): readonly string[] {
  return [
    ...[hyphened(notice.noticeNo), standingOf(standing, language), period(notice, language)],
    ...[String(counts.readers), String(counts.read)],
    ...[notice.acknowledgementAsked ? String(counts.acknowledged) : '-', notice.subject[language]],
  ];
}

/** One notice as programs get it; `withdrawnAt` in ISO 8601. */
export function writtenJson({ notice, standing, counts }: FoundNotice) {
  const { noticeNo, bankId: bank, subject, firstDay, lastDay, acknowledgementAsked } = notice;
  return {
    ...{ noticeNo, bank, standing, subject, firstDay, lastDay, acknowledgementAsked, counts },
    writtenAt: formatInstant(notice.writtenAt),
    withdrawnAt: notice.withdrawnAt && formatInstant(notice.withdrawnAt),
  };
}

/** What customers read, in both languages. */
export function linesOfLetter(subject: Words, letter: LetterBody): readonly string[] {
  const rule = '-'.repeat(40);
  return (['ja', 'en'] as const).flatMap((language) => {
    return [rule, `${language}: ${subject[language]}`, '', ...plainLines(letter[language])];
  });
}
