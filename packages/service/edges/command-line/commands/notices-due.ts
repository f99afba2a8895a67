import { forecastMails } from '../../../use-cases/notices/forecast-mails.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { instantOf } from './instant-option.ts';
import { headOfMails, mailJson, rowOfMail } from './mail-view.ts';
import { pagesOf } from './table.ts';

export const noticesDue: CommandSpec = {
  noun: 'notices',
  verb: 'due',
  about: {
    ja: 'その時点で新たに作成されるメールの一覧。何も変えません',
    en: 'lists the mails that would be planned at a time; changes nothing',
  },
  options: {
    at: {
      kind: 'text',
      value: 'INSTANT',
      about: {
        ja: 'この日時（例：2026-12-22T09:00:00+09:00）。指定がなければいま',
        en: 'then, like 2026-12-22T09:00:00+09:00; now where nothing is said',
      },
    },
  },
  async run({ means, given, language }) {
    const at = instantOf(given, 'at') ?? means.clock.now();
    const { register, chance, clock } = means;
    const atThatTime = { register, chance, clock: { now: () => at, wallClock: clock.wallClock } };
    // Its identifier is drawn when it is planned.
    return pagesOf(forecastMails(atThatTime), {
      head: headOfMails[language].slice(1),
      row: (one) => rowOfMail(one, language).slice(1),
      json: (one) => ({ ...mailJson(one), id: null, nextTryAt: null }),
    });
  },
};
