import { isMailAddress } from '@koshin/pki/x509/lint/rules/rfc8550-3-mail-address.ts';
import type { Call, OptionSpec } from '../framework/command-spec.ts';
import { keyKinds } from './issuing-ca-options.ts';

/** What the commands about mail keys have in common. */
export const mailKeyOptions = {
  bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
  address: {
    kind: 'text',
    value: 'ADDRESS',
    about: { ja: '差出人のメールアドレス [設定のもの]', en: 'the address in From [that of the settings]' },
  },
  'key-kind': {
    kind: 'text',
    value: 'KIND',
    about: { ja: `鍵の種類：${keyKinds.join('、')}`, en: `the kind of its key: ${keyKinds.join(', ')} [P-256]` },
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Whose mails, and from where: the settings know what stands in From. */
export function senderAsked({ means, given }: Call): { readonly bankId: string; readonly address: string } {
  const bankId = given.needed('bank');
  const address = given.text('address') ?? means.mailer?.senderOf(bankId)?.address ?? given.missing('address');
  if (!isMailAddress(address)) throw given.wrong(`--address takes one like notices@bank.example, not ${address}`);
  return { bankId, address };
}
