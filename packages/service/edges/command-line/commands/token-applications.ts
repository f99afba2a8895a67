import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { listApplications } from '../../../use-cases/tokens/find-applications.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';
import { table } from './table.ts';
import { applicationJson, bankOption, collections, stateOf } from './token-view.ts';

const head: Readonly<Record<Language, readonly string[]>> = {
  ja: ['受付番号', '状態', '受付', '契約者ID', '利用者ID', '受け取り', 'ご連絡先', 'シリアル番号'],
  en: ['number', 'state', 'received', 'contract', 'login ID', 'collection', 'contact', 'serial'],
};

export const tokenApplications: CommandSpec = {
  noun: 'token',
  verb: 'applications',
  about: {
    ja: '専用USBの利用申込の一覧。終わったものは示しません',
    en: 'lists the applications for USB tokens that stand',
  },
  options: {
    ...bankOption,
    all: {
      kind: 'flag',
      value: '',
      about: { ja: 'お断り、取り下げ、停止のものも', en: 'also those declined, withdrawn or suspended' },
    },
  },
  async run({ means, given, language }) {
    const found = await listApplications(means, { bankId: given.needed('bank'), ended: given.flag('all') });
    const rows = found.map((one) => [
      ...[one.applicationNo, stateOf(one.state, language), formatInstant(one.receivedAt)],
      ...[one.contractNumber, one.loginId, collections[one.collection][language], one.contact, one.tokenSerial ?? '-'],
    ]);
    const json = found.map(({ contractNumber, loginId, ...one }) => ({
      ...applicationJson(one),
      contractNumber,
      loginId,
    }));
    return { json, lines: table(head[language], rows) };
  },
};
