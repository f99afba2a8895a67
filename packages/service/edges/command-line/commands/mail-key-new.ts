import { issueMailCertificate } from '../../../use-cases/mail-certificates/issue-mail-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { keyKinds } from './issuing-ca-options.ts';
import { mailKeyOptions, senderAsked } from './mail-key-options.ts';
import { mailCertificates } from './mail-key-view.ts';

export const mailKeyNew: CommandSpec = {
  noun: 'mail-key',
  verb: 'new',
  about: {
    ja: 'メールに署名する新しい鍵を作り、金庫の発行局の電子証明書を付けます。通常は自動で更新されます',
    en: "makes a new key that signs mails, with a certificate of the bank's own CA; without it they are renewed by themselves",
  },
  options: mailKeyOptions,
  async run(call) {
    const asked = senderAsked(call);
    await issueMailCertificate(call.means, { ...asked, keyKind: call.given.oneOf('key-kind', keyKinds) });
    return mailCertificates(call, asked.bankId);
  },
};
