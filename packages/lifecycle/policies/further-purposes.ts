import { isObjectIdentifier } from './object-identifier.ts';
import type { Words } from './problem.ts';
import { listOf, type Reader } from './readers.ts';

/** Purposes (RFC 5280 4.2.1.12) that a bank may call by name. */
export const namedPurposes: ReadonlyMap<string, string> = new Map([
  ['emailProtection', '1.3.6.1.5.5.7.3.4'],
  // RFC 9336
  ['documentSigning', '1.3.6.1.5.5.7.3.36'],
  // Microsoft: id-ms-kp-sc-logon
  ['smartcardLogon', '1.3.6.1.4.1.311.20.2.2'],
]);

const names = [...namedPurposes.keys()];
const aPurpose: Words = {
  ja: `${names.join('、')}、またはオブジェクト識別子`,
  en: `${names.join(', ')}, or an object identifier`,
};
const forOthers: Words = {
  ja: '他人の名義の証明書を申請できてしまいます',
  en: 'the customer could ask for certificates in the names of others',
};

interface RefusedPurpose {
  /** As its standard calls it. */
  readonly name: string;
  readonly oid: string;
  readonly why: Words;
}

/** What no customer may be trusted for, and clientAuth. */
const refusedPurposes: readonly RefusedPurpose[] = [
  {
    name: 'clientAuth',
    oid: '1.3.6.1.5.5.7.3.2',
    why: { ja: '常に含まれ、先頭に置かれます', en: 'it is there always, and stands first' },
  },
  {
    name: 'anyExtendedKeyUsage',
    oid: '2.5.29.37.0',
    why: {
      ja: 'serverAuthを含むすべての用途を認めてしまいます',
      en: 'it is every purpose at once, serverAuth among them',
    },
  },
  {
    name: 'serverAuth',
    oid: '1.3.6.1.5.5.7.3.1',
    why: {
      ja: 'お客さまの鍵がサーバーの鍵として通用してしまいます',
      en: 'a customer’s key could pass for a server’s',
    },
  },
  {
    name: 'codeSigning',
    oid: '1.3.6.1.5.5.7.3.3',
    why: { ja: 'お客さまの鍵でプログラムに署名できてしまいます', en: 'a customer’s key could sign programs' },
  },
  {
    name: 'timeStamping',
    oid: '1.3.6.1.5.5.7.3.8',
    why: {
      ja: '単独でクリティカルな場合だけ有効です（RFC 3161 2.3）',
      en: 'it is good only alone and critical (RFC 3161 2.3)',
    },
  },
  {
    name: 'OCSPSigning',
    oid: '1.3.6.1.5.5.7.3.9',
    why: {
      ja: 'この発行局の証明書の失効状態をお客さまが答えられてしまいます（RFC 6960 4.2.2.2）',
      en: 'the customer could say who of this CA is revoked (RFC 6960 4.2.2.2)',
    },
  },
  { name: 'cmcCA', oid: '1.3.6.1.5.5.7.3.27', why: forOthers },
  { name: 'cmcRA', oid: '1.3.6.1.5.5.7.3.28', why: forOthers },
  { name: 'enrollmentAgent', oid: '1.3.6.1.4.1.311.20.2.1', why: forOthers },
  {
    name: 'pkinitKdc',
    oid: '1.3.6.1.5.2.3.5',
    why: {
      ja: 'お客さまの鍵がKerberosのサーバーの鍵として通用してしまいます（RFC 4556）',
      en: 'a customer’s key could pass for a Kerberos server’s (RFC 4556)',
    },
  },
];

/** A purpose by its name or its object identifier; the value is the identifier. */
const furtherPurpose: Reader<string> = (given) => {
  const no = refusedPurposes.find(({ name, oid }) => given === name || given === oid);
  if (no) return { expected: { ja: `${no.name}以外の用途（${no.why.ja}）`, en: `no ${no.name}: ${no.why.en}` } };
  const value = typeof given === 'string' ? (namedPurposes.get(given) ?? given) : given;
  return isObjectIdentifier(value) ? { value } : { expected: aPurpose };
};

export const furtherPurposes: Reader<readonly string[]> = listOf({ most: 8, nameOf: (oid) => oid }, furtherPurpose);
