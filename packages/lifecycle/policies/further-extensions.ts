import type { FurtherExtension } from './default-policy.ts';
import { anObjectIdentifier, isObjectIdentifier, isWithin } from './object-identifier.ts';
import type { Words } from './problem.ts';
import { listOf, type Reader } from './readers.ts';

const byTheCa: Words = { ja: '発行局が自ら書く拡張です', en: 'the CA itself writes it' };
const otherwiseVerified: Words = {
  ja: '証明書の検証のされ方が変わってしまいます',
  en: 'it changes how the certificate is verified',
};
const purposesAgain: Words = {
  ja: '用途や方針を別の形で重ねて示してしまいます',
  en: 'it says purposes or policies a second time, in another way',
};

/** Extensions that no bank adds, each with what is below it, and why. */
const reservedExtensions: readonly (readonly [string, Words])[] = [
  [
    '2.5.29',
    {
      ja: 'RFC 5280の拡張には専用の設定があるか、お客さまの証明書には使えません',
      en: 'extensions of RFC 5280 have settings of their own, or no place in a customer’s certificate',
    },
  ],
  ['1.3.6.1.5.5.7.1.1', byTheCa],
  ['1.3.6.1.5.5.7.48.1', byTheCa],
  ['1.3.6.1.4.1.11129.2.4', byTheCa],
  ['1.3.6.1.5.5.7.1.14', otherwiseVerified],
  ['1.3.6.1.5.5.7.1.24', otherwiseVerified],
  ['2.16.840.1.113730.1', purposesAgain],
  ['1.3.6.1.4.1.311.21.10', purposesAgain],
  ['1.3.6.1.4.1.311.21.11', purposesAgain],
  ['1.3.6.1.4.1.311.21.12', purposesAgain],
  [
    '1.3.6.1.4.1.311.25.2',
    { ja: 'すべてのお客さまが1つのアカウントを名乗ってしまいます', en: 'it would name one account for all customers' },
  ],
];

const shape: Words = {
  ja: '{"oid": "…", "hex": "…"} または {"oid": "…", "base64": "…"}（値はDER）',
  en: '{"oid": "…", "hex": "…"} or {"oid": "…", "base64": "…"}, the value in DER',
};

/**
 * One extension that every certificate of the bank has, and no critical one (RFC 5280 4.2). That its value is DER is for
 * who can read DER to say.
 */
const furtherExtension: Reader<FurtherExtension> = (given) => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { expected: shape };
  const { oid, hex, base64, ...others }: Readonly<Record<string, unknown>> = { ...given };
  if (Object.keys(others).length > 0 || (hex === undefined) === (base64 === undefined)) return { expected: shape };
  if (!isObjectIdentifier(oid)) return { expected: anObjectIdentifier };
  const reason = reservedExtensions.find(([arc]) => isWithin(oid, arc))?.[1];
  if (reason) return { expected: { ja: `他の拡張（${reason.ja}）`, en: `another extension: ${reason.en}` }, part: oid };
  const value = hex === undefined ? hexOfBase64(base64) : lowerHex(hex);
  return value === null ? { expected: shape } : { value: { oid, hex: value } };
};

function lowerHex(given: unknown): string | null {
  return typeof given === 'string' && /^([0-9a-f]{2})+$/i.test(given) ? given.toLowerCase() : null;
}

const base64 = /^([A-Z\d+/]{4})*([A-Z\d+/]{2}==|[A-Z\d+/]{3}=|[A-Z\d+/]{4})$/i;

function hexOfBase64(given: unknown): string | null {
  if (typeof given !== 'string' || !base64.test(given)) return null;
  const octets = atob(given);
  // Bits that stand for nothing must be zero, so that there is one way to write it (RFC 4648 3.5).
  if (btoa(octets) !== given) return null;
  return [...octets].map((octet) => octet.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

const mostOctets = 2_048;
const list = listOf({ most: 8, nameOf: ({ oid }: FurtherExtension) => oid }, furtherExtension);

export const furtherExtensions: Reader<readonly FurtherExtension[]> = (given) => {
  const read = list(given);
  if (!('value' in read)) return read;
  const octets = read.value.reduce((sum, { hex }) => sum + hex.length / 2, 0);
  if (octets <= mostOctets) return read;
  const expected = {
    ja: `値の合計が${mostOctets}バイト以下の拡張`,
    en: `extensions whose values have at most ${mostOctets} octets together`,
  };
  return { expected, part: octets };
};
