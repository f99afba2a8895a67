import { listBanks } from '../../../use-cases/banks/list-banks.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { table } from './table.ts';

export const bankList: CommandSpec = {
  noun: 'bank',
  verb: 'list',
  about: { ja: '登録されている金庫の一覧', en: 'lists the banks' },
  options: {},
  async run({ means, language }) {
    const banks = await listBanks(means);
    const head = language === 'ja' ? ['ID', '名称', '発行局'] : ['ID', 'name', 'issuing CAs'];
    const rows = banks.map(({ bank, generations }) => [bank.id, bank.name[language], String(generations)]);
    return {
      json: banks.map(({ bank, generations }) => ({ ...bank, generations })),
      lines: table(head, rows),
    };
  },
};
