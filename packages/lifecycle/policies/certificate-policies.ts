import type { CertificatePolicy } from './default-policy.ts';
import { anObjectIdentifier, isObjectIdentifier } from './object-identifier.ts';
import type { Words } from './problem.ts';
import { listOf, type Reader } from './readers.ts';

const anyPolicy = '2.5.29.32.0';
/** RFC 5280 4.2.1.4 bounds the notice, and we the URL alike. */
const longest = 200;
const webAddress = /^https?:\/\/[\w.~-]+(:\d{1,5})?([/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?$/;

const wanted = {
  shape: {
    ja: 'オブジェクト識別子、または {"oid": "…", "cps": "https://…", "notice": "…"}',
    en: 'an object identifier, or {"oid": "…", "cps": "https://…", "notice": "…"}',
  },
  ofTheBank: {
    ja: `金庫自身のポリシー（anyPolicy ${anyPolicy}は、お客さまの証明書では何も表しません：RFC 5280 4.2.1.4）`,
    en: `policies of the bank: anyPolicy, ${anyPolicy}, says nothing in a customer’s certificate (RFC 5280 4.2.1.4)`,
  },
  cps: {
    ja: `cpsに、利用者名を含まない${longest}文字以下のhttpまたはhttpsのURL`,
    en: `cps as an http or https URL of at most ${longest} characters, without a user’s name`,
  },
  notice: {
    ja: `noticeに、改行などの制御文字を含まない1から${longest}文字の文（RFC 5280 4.2.1.4）`,
    en: `notice as a text of 1 to ${longest} characters, without line breaks (RFC 5280 4.2.1.4)`,
  },
} satisfies Record<string, Words>;

/**
 * One policy (RFC 5280 4.2.1.4): its object identifier, or that with the address of its certification practice statement
 * (CPS) and a notice to whoever relies on the certificate. References to notices (noticeRef) are not for new certificates.
 */
const certificatePolicy: Reader<CertificatePolicy> = (given) => {
  const described = typeof given === 'string' ? { oid: given } : given;
  if (typeof described !== 'object' || described === null || Array.isArray(described))
    return { expected: wanted.shape };
  const { oid, cps = null, notice = null, ...others }: Readonly<Record<string, unknown>> = { ...described };
  if (Object.keys(others).length > 0) return { expected: wanted.shape };
  if (!isObjectIdentifier(oid)) return { expected: anObjectIdentifier };
  if (oid === anyPolicy) return { expected: wanted.ofTheBank };
  if (cps !== null && !isWebAddress(cps)) return { expected: wanted.cps, part: cps };
  if (notice === null) return { value: { oid, cps, notice } };
  const text = typeof notice === 'string' ? notice.normalize('NFC').trim() : '';
  return isNotice(text) ? { value: { oid, cps, notice: text } } : { expected: wanted.notice, part: notice };
};

function isWebAddress(given: unknown): given is string {
  return typeof given === 'string' && given.length <= longest && webAddress.test(given);
}

function isNotice(text: string): boolean {
  const characters = [...text].length;
  return characters > 0 && characters <= longest && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

export const certificatePolicies: Reader<readonly CertificatePolicy[]> = listOf(
  { most: 5, nameOf: ({ oid }) => oid },
  certificatePolicy,
);
