import { addBank } from '../../../use-cases/banks/add-bank.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { parseBankFile } from './bank-file.ts';

export const bankAdd: CommandSpec = {
  noun: 'bank',
  verb: 'add',
  about: {
    ja: '金庫を登録します。発行局は、続けて ca init --bank で作ります',
    en: 'registers a bank; its issuing CA is made after it by ca init --bank',
  },
  options: {
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: {
        ja: '金庫の名称、問い合わせ先、方針を書いたJSONファイル',
        en: 'JSON with its names, its help desk and its policy',
      },
    },
  },
  async run({ means, given, language }) {
    const bank = parseBankFile(given.file('file') ?? given.missing('file'), language);
    await addBank(means, bank);
    const line =
      language === 'ja' ? `登録しました：${bank.id} ${bank.name.ja}` : `Registered: ${bank.id} ${bank.name.en}`;
    return { json: bank, lines: [line] };
  },
};
