import { type OpenedNotice, openWrittenNotice } from '../../../use-cases/notices/find-written-notices.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';
import {
  hyphened,
  linesOfLetter,
  noticeNoOf,
  oneNotice,
  period,
  standingOf,
  writtenJson,
} from './written-notice-view.ts';

export const noticesView: CommandSpec = {
  noun: 'notices',
  verb: 'view',
  about: {
    ja: '掲載したお知らせの文面、対象、既読と確認の人数',
    en: 'shows a written notice: its text, whom it is for, how many read and acknowledged it',
  },
  ...oneNotice,
  async run({ means, given, language }) {
    const opened = await openWrittenNotice(means, { bankId: given.needed('bank'), noticeNo: noticeNoOf(given) });
    const { forAll, contracts, users, letter } = opened;
    return {
      json: { ...writtenJson(opened), forAll, contracts, users, body: letter },
      lines: [...facts(opened, language), ...linesOfLetter(opened.notice.subject, letter)],
    };
  },
};

function facts(opened: OpenedNotice, language: Language): readonly string[] {
  const { notice, standing, counts } = opened;
  const { readers, read, acknowledged } = counts;
  const state = `${standingOf(standing, language)}, ${period(notice, language)}`;
  const asked = notice.acknowledgementAsked;
  if (language === 'ja') {
    return [
      `お知らせ番号 ${hyphened(notice.noticeNo)}（${state.replace(', ', '、')}）`,
      `対象 ${namesOf(opened, { all: 'すべてのお客さま', contract: '契約', user: '利用者' })}、${readers}名`,
      `既読 ${read}名${asked ? `、確認 ${acknowledged}名` : ''}`,
    ];
  }
  return [
    `Notice ${hyphened(notice.noticeNo)} (${state})`,
    `For ${namesOf(opened, { all: 'all customers', contract: 'contract', user: 'user' })}: ${readers} users`,
    `Read by ${read}${asked ? `, acknowledged by ${acknowledged}` : ''}`,
  ];
}

function namesOf(
  { forAll, contracts, users }: OpenedNotice,
  words: { readonly all: string; readonly contract: string; readonly user: string },
): string {
  if (forAll) return words.all;
  return [...contracts.map((one) => `${words.contract} ${one}`), ...users.map((one) => `${words.user} ${one}`)].join(
    ', ',
  );
}
