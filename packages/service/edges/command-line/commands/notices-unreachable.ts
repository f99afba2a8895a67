import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { type FoundMail, mailsInState } from '../../../use-cases/notices/find-mails.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { csv } from './csv.ts';
import { headOfMails, mailJson, rowOfMail } from './mail-view.ts';
import { pagesOf } from './table.ts';

const every: readonly MailState[] = ['unreachable', 'waiting', 'suppressed', 'skipped', 'sent'];

export const noticesUnreachable: CommandSpec = {
  noun: 'notices',
  verb: 'unreachable',
  about: {
    ja: 'メールが届かなかった利用者の一覧と、その理由',
    en: 'lists who could not be reached by mail, and why',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    all: {
      kind: 'flag',
      value: '',
      about: {
        ja: '送信待ち・送信済み・見送り・不要のものも',
        en: 'also those that wait, were sent, skipped or suppressed',
      },
    },
    csv: { kind: 'flag', value: '', about: { ja: 'CSVで出力します（UTF-8、BOM付き）', en: 'as CSV (UTF-8 with BOM)' } },
  },
  async run({ means, given, language }) {
    const states = given.flag('all') ? every : (['unreachable'] as const);
    const mails = mailsInState(means, { bankId: given.needed('bank'), states });
    if (given.flag('csv')) return { stream: csv(headOfMails[language], rowsOf(mails)) };
    return pagesOf(mails, {
      head: headOfMails[language],
      row: (one) => rowOfMail(one, language),
      json: mailJson,
    });

    async function* rowsOf(all: AsyncIterable<readonly FoundMail[]>): AsyncGenerator<readonly string[]> {
      for await (const page of all) for (const one of page) yield rowOfMail(one, language);
    }
  },
};
