import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { importMailCertificate } from '../../../use-cases/mail-certificates/import-mail-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { broughtBy } from './brought.ts';
import { importOptions } from './import-options.ts';
import { mailKeyOptions, senderAsked } from './mail-key-options.ts';
import { mailCertificates } from './mail-key-view.ts';

const { bank, address } = mailKeyOptions;
const files = [
  'certificate-file',
  'key-name',
  'key-file',
  'key-file-passphrase-file',
  'pkcs12-file',
  'pkcs12-passphrase-file',
];

export const mailKeyImport: CommandSpec = {
  noun: 'mail-key',
  verb: 'import',
  about: {
    ja: 'ほかの認証局が発行した、メールに署名する電子証明書を取り込みます。鍵は mail-key request で作ったもの、またはファイルのもの',
    en: 'takes in a certificate that signs mails from another CA, for the key of mail-key request or one that is brought along',
  },
  options: {
    bank,
    address,
    ...Object.fromEntries(Object.entries(importOptions).filter(([name]) => files.includes(name))),
  },
  async run(call) {
    const { means, given } = call;
    const asked = senderAsked(call);
    const { certificates, key } = await broughtBy(call).catch(asMailCertificate);
    const keyName = given.text('key-name');
    await importMailCertificate(means, { ...asked, certificates, key, keyName }).finally(() => key?.pkcs8.fill(0));
    return mailCertificates(call, asked.bankId);
  },
};

/** What cannot be read is refused as a CA's file is, but it is no CA. */
function asMailCertificate(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'issuer-import-refused') throw error;
  const { detail, expected = '', got = '' } = error;
  throw refused('mail-certificate-refused', detail, { expected, got });
}
