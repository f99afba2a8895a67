import type { CommandSpec } from '../framework/command-spec.ts';
import { mailKeyOptions } from './mail-key-options.ts';
import { mailCertificates } from './mail-key-view.ts';

const { bank } = mailKeyOptions;

export const mailKeyList: CommandSpec = {
  noun: 'mail-key',
  verb: 'list',
  about: {
    ja: '金庫のメールに署名する電子証明書の一覧',
    en: "lists the certificates that sign a bank's mails",
  },
  options: { bank },
  run: (call) => mailCertificates(call, call.given.needed('bank')),
};
