import {
  mailRevocationReasons,
  revokeMailCertificate,
} from '../../../use-cases/mail-certificates/revoke-mail-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { mailKeyOptions } from './mail-key-options.ts';
import { mailCertificates } from './mail-key-view.ts';

const { bank } = mailKeyOptions;
const reasons = mailRevocationReasons;

export const mailKeyRevoke: CommandSpec = {
  noun: 'mail-key',
  verb: 'revoke',
  about: {
    ja: '金庫の発行局が発行した、メールに署名する電子証明書を失効させ、鍵を破棄します。元に戻せません',
    en: "revokes a certificate of the bank's own CA that signs mails, and destroys its key. It cannot be undone",
  },
  operand: { value: 'NUMBER', about: { ja: '一覧の番号', en: 'its number in the list' } },
  options: {
    bank,
    reason: {
      kind: 'text',
      value: 'REASON',
      needed: true,
      about: { ja: `理由：${reasons.join('、')}`, en: `why: ${reasons.join(', ')}` },
    },
  },
  async run(call) {
    const { means, given, language } = call;
    const number = /^[1-9]\d{0,6}$/.test(given.operand ?? '') ? Number(given.operand) : null;
    if (number === null) throw given.wrong('NUMBER is one of koshin mail-key list');
    const bankId = given.needed('bank');
    const before = await revokeMailCertificate(means, { bankId, number, reason: given.oneOf('reason', reasons) });
    return mailCertificates(call, bankId, [before ? notes.before[language] : notes.revoked[language]]);
  },
};

const notes = {
  revoked: { ja: '失効させました。', en: 'Revoked.' },
  before: {
    ja: 'すでに失効していました。最初の理由のままです。',
    en: 'It had been revoked before; the first reason stays.',
  },
} as const;
