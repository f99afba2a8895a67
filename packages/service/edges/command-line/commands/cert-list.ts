import { certificatesOfUser } from '../../../use-cases/certificates/find-certificates.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { certificateJson, statusOf } from './certificate-view.ts';
import { table } from './table.ts';

export const certList: CommandSpec = {
  noun: 'cert',
  verb: 'list',
  about: { ja: '利用者の電子証明書の一覧', en: "lists a user's certificates" },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    'login-id': { kind: 'text', value: 'ID', needed: true, about: { ja: '利用者ID', en: "the user's login ID" } },
  },
  async run({ means, given, language }) {
    const bankId = given.needed('bank');
    const found = await certificatesOfUser(means, { bankId, loginId: given.needed('login-id') });
    const head =
      language === 'ja' ? ['シリアル番号', '名称', '有効期限', '状態'] : ['serial', 'name', 'expires', 'status'];
    const rows = found.map((one) => [
      one.certificate.serial,
      one.certificate.subjectLabel,
      one.certificate.expiryDate,
      statusOf(one, language),
    ]);
    return { json: found.map(certificateJson), lines: table(head, rows) };
  },
};
