import { listWrittenNotices } from '../../../use-cases/notices/find-written-notices.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { table } from './table.ts';
import { headOfWritten, rowOfWritten, writtenJson } from './written-notice-view.ts';

export const noticesList: CommandSpec = {
  noun: 'notices',
  verb: 'list',
  about: {
    ja: '掲載中と掲載前のお知らせの一覧。対象、既読、確認の人数も示します',
    en: 'lists the notices that are shown or will be, with how many read and acknowledged them',
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    all: {
      kind: 'flag',
      value: '',
      about: { ja: '掲載を終えたもの、取り下げたものも', en: 'also those that are over or withdrawn' },
    },
  },
  async run({ means, given, language }) {
    const found = await listWrittenNotices(means, { bankId: given.needed('bank'), ended: given.flag('all') });
    const rows = found.map((one) => rowOfWritten(one, language));
    return { json: found.map(writtenJson), lines: table(headOfWritten[language], rows) };
  },
};
