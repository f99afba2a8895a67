import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { withdrawNotice } from '../../../use-cases/notices/withdraw-notice.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { hyphened, noticeNoOf, oneNotice } from './written-notice-view.ts';

export const noticesWithdraw: CommandSpec = {
  noun: 'notices',
  verb: 'withdraw',
  about: {
    ja: 'お知らせを取り下げます。お客さまの画面からすぐに消え、既読と確認の記録は残ります',
    en: 'withdraws a notice: customers see it no more, at once; who read it is kept',
  },
  ...oneNotice,
  async run({ means, given, language }) {
    const by = { bankId: given.needed('bank'), operatorId: 'command-line' };
    const { noticeNo, withdrawnAt } = await withdrawNotice(means, { noticeNo: noticeNoOf(given), by });
    const number = hyphened(noticeNo);
    return {
      json: { noticeNo, withdrawnAt: withdrawnAt && formatInstant(withdrawnAt) },
      lines: [language === 'ja' ? `取り下げました：${number}` : `Withdrawn: ${number}`],
    };
  },
};
