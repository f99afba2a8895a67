import { listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityJson, crlNotes, dayIn, stateWords } from './authority-view.ts';
import { table } from './table.ts';

export const caList: CommandSpec = {
  noun: 'ca',
  verb: 'list',
  about: { ja: 'ルートと発行局の一覧', en: 'lists roots and issuing CAs, every generation' },
  options: {
    bank: { kind: 'text', value: 'ID', about: { ja: 'この金庫のものだけ', en: 'only those of this bank' } },
  },
  async run({ means, given, language }) {
    const authorities = await listAuthorities(means, { bankId: given.text('bank') });
    const head =
      language === 'ja'
        ? ['ID', '金庫', '世代', '名称', '有効期限', '状態']
        : ['ID', 'bank', 'generation', 'name', 'expires', 'state'];
    const rows = authorities.map((authority) => [
      authority.issuer.id,
      authority.issuer.bankId ?? '-',
      String(authority.issuer.generation),
      authority.name,
      dayIn(authority.issuer.notAfter, authority.zone),
      stateWords[authority.state][language],
    ]);
    const notes = authorities.flatMap((authority) => crlNotes(authority, language));
    return { json: authorities.map(authorityJson), lines: [...table(head, rows), ...notes] };
  },
};
