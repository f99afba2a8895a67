import { type BankChange, changeBank } from '../../../use-cases/banks/change-bank.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import type { Language } from '../language.ts';
import { parseBankChanges } from './bank-file.ts';

export const bankChange: CommandSpec = {
  noun: 'bank',
  verb: 'change',
  about: {
    ja: '金庫の名称、問い合わせ先、方針を変更します。ファイルに書いた項目だけが変わります',
    en: 'changes what a bank says of itself and its policy; only what stands in the file changes',
  },
  operand: { value: 'ID', about: { ja: '金庫のID（bank list）', en: 'its id, as bank list shows it' } },
  options: {
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: {
        ja: '変更する項目を書いたJSONファイル。方針の項目をnullにすると標準に戻ります',
        en: 'JSON with what is to be different; a setting of the policy that is null goes back to the standard',
      },
    },
    'dry-run': {
      kind: 'flag',
      value: '',
      about: { ja: '変更の内容を示すだけで、何も変えません', en: 'shows what would change, and changes nothing' },
    },
  },
  async run({ means, given, language }) {
    const text = given.file('file') ?? given.missing('file');
    const tryOnly = given.flag('dry-run');
    const changes = await changeBank(means, {
      bankId: given.operand ?? '',
      changed: (current) => parseBankChanges(text, current, language),
      operatorId: 'command-line',
      tryOnly,
    });
    return { json: { dryRun: tryOnly, changes: changes.map(change) }, lines: changeLines(changes, tryOnly, language) };
  },
};

const change = ({ key, before, after }: BankChange) => ({
  key,
  before: JSON.parse(before),
  after: JSON.parse(after),
});

function changeLines(changes: readonly BankChange[], tryOnly: boolean, language: Language): string[] {
  const words = lineWords[language];
  if (changes.length === 0) return [words.nothing];
  return [
    tryOnly ? words.would : words.changed,
    ...changes.map(({ key, before, after }) => `  ${key}: ${before} → ${after}`),
  ];
}

const lineWords = {
  ja: { nothing: '変更はありません。', would: '変更される項目（まだ変更していません）:', changed: '変更しました:' },
  en: { nothing: 'Nothing is different.', would: 'Would change (nothing is changed yet):', changed: 'Changed:' },
} as const;
