import { listAuthorities } from '../../../use-cases/authorities/list-authorities.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityJson, authorityLines, oneAuthority } from './authority-view.ts';

export const caShow: CommandSpec = {
  noun: 'ca',
  verb: 'show',
  about: { ja: '1つの認証局と、その証明書（PEM）', en: 'shows one CA and its certificate (PEM)' },
  operand: { value: 'ID', about: { ja: '認証局のID（ca list）', en: 'its id, as ca list shows it' } },
  options: {},
  async run({ means, given, language }) {
    const all = await listAuthorities(means, { bankId: null });
    const authority = oneAuthority(all, given.operand ?? '');
    return { json: authorityJson(authority), lines: authorityLines(authority, language) };
  },
};
