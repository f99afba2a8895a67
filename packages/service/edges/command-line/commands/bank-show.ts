import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { type BankFacts, listBanks } from '../../../use-cases/banks/list-banks.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';

export const bankShow: CommandSpec = {
  noun: 'bank',
  verb: 'show',
  about: { ja: '1つの金庫と、その方針', en: 'shows one bank and its policy' },
  operand: { value: 'ID', about: { ja: '金庫のID（bank list）', en: 'its id, as bank list shows it' } },
  options: {},
  async run({ means, given, language }) {
    const id = given.operand ?? '';
    const found = (await listBanks(means)).find(({ bank }) => bank.id === id);
    if (!found) throw refused('not-found', { id });
    const { bank, generations } = found;
    return { json: { ...bank, generations }, lines: bankLines(found, language) };
  },
};

/** One bank, a line for each fact; then its policy as a file has it, what it decided differently first. */
function bankLines({ bank, generations }: BankFacts, language: Language): string[] {
  const words = lineWords[language];
  const settings = Object.entries(bank.policy).map(([key, value]) => {
    const line = `  ${key}: ${JSON.stringify(value)}`;
    return { line, own: JSON.stringify(Reflect.get(defaultPolicy, key)) !== JSON.stringify(value) };
  });
  const of = (own: boolean) => settings.flatMap((setting) => (setting.own === own ? [setting.line] : []));
  return [
    `ID: ${bank.id}`,
    `${words.name}: ${bank.name[language]}`,
    `${words.service}: ${bank.serviceName[language]}`,
    `${words.helpDesk}: ${bank.helpDesk[language]}, ${bank.phone}, ${bank.phoneHours[language]}`,
    `${words.generations}: ${generations}`,
    ...[words.own, ...of(true)],
    ...[words.standard, ...of(false)],
  ];
}

const lineWords = {
  ja: {
    name: '名称',
    service: 'サービスの名称',
    helpDesk: '問い合わせ先',
    generations: '発行局の世代数',
    own: '標準と異なる方針:',
    standard: '標準どおりの方針:',
  },
  en: {
    name: 'name',
    service: 'service',
    helpDesk: 'help desk',
    generations: 'issuing CAs',
    own: 'decided differently from the standard:',
    standard: 'as the standard has it:',
  },
} as const;
