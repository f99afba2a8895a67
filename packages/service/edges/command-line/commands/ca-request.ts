import { encodePem } from '@koshin/pki/pem/pem.ts';
import { requestAuthority } from '../../../use-cases/authorities/request-authority.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { authorityOptions, keyKinds } from './issuing-ca-options.ts';

const { name, 'key-kind': keyKind, 'key-name': keyName } = authorityOptions;

export const caRequest: CommandSpec = {
  noun: 'ca',
  verb: 'request',
  about: {
    ja: '金庫の次の発行局の鍵を作り、別の場所のルートへの証明書署名要求（PKCS#10）を出力します',
    en: "makes the key of a bank's next issuing CA, and writes the request (PKCS#10) for a root kept elsewhere",
  },
  options: {
    bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
    ...(name && { name }),
    ...(keyKind && { 'key-kind': keyKind }),
    ...(keyName && { 'key-name': keyName }),
  },
  async run({ means, given }) {
    const made = await requestAuthority(means, {
      bankId: given.needed('bank'),
      keyName: given.text('key-name'),
      keyKind: given.oneOf('key-kind', keyKinds),
      commonName: given.text('name'),
    });
    const request = encodePem('CERTIFICATE REQUEST', made.request);
    return { json: { ...made, request }, lines: [request.trimEnd()] };
  },
};
