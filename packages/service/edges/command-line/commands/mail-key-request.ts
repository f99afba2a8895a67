import { encodePem } from '@koshin/pki/pem/pem.ts';
import { requestMailCertificate } from '../../../use-cases/mail-certificates/request-mail-certificate.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { keyKinds } from './issuing-ca-options.ts';
import { mailKeyOptions, senderAsked } from './mail-key-options.ts';

export const mailKeyRequest: CommandSpec = {
  noun: 'mail-key',
  verb: 'request',
  about: {
    ja: 'メールに署名する鍵を作り、公的な認証局への証明書署名要求（PKCS#10）を出力します',
    en: 'makes a key that signs mails, and writes the request (PKCS#10) for a public CA',
  },
  options: {
    ...mailKeyOptions,
    'key-name': {
      kind: 'text',
      value: 'NAME',
      about: { ja: '鍵の名前。すでにある鍵も使えます', en: 'the name of its key; one that is there already is used' },
    },
  },
  async run(call) {
    const { means, given } = call;
    const keyKind = given.oneOf('key-kind', keyKinds);
    const made = await requestMailCertificate(means, {
      ...senderAsked(call),
      keyKind,
      keyName: given.text('key-name'),
    });
    const request = encodePem('CERTIFICATE REQUEST', made.request);
    return { json: { ...made, request }, lines: [request.trimEnd()] };
  },
};
