import { oids } from '../der/oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import { type Difference, type LintFinding, unlessSame } from '../x509/lint/rule.ts';
import { hashOf, keyKindOf, type SignatureAlgorithm } from '../x509/signature-algorithms.ts';

/** What is asked to be signed of a message. */
export interface MessageToSign {
  /** Over the signed part exactly as it goes out, by the digest of the algorithm. */
  readonly messageDigest: Uint8Array;
  /** Milliseconds UTC; written in whole seconds. */
  readonly signingTime: number;
  /** What its key signs with. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signer: Certificate;
  /** The one in `From`. */
  readonly address: string;
}

interface MessageRule {
  readonly name: string;
  readonly source: string;
  readonly check: (asked: MessageToSign) => Difference | undefined;
}

/** What makes readers distrust a signature, held against every message before it is signed. */
const rules: readonly MessageRule[] = [
  {
    name: 'digest',
    source: 'RFC 5652 11.2',
    check: ({ messageDigest, signatureAlgorithm }) => {
      const octets = hashOf(signatureAlgorithm) === 'SHA-256' ? 32 : 48;
      return unlessSame(`${octets} octets`, `${messageDigest.length} octets`);
    },
  },
  {
    name: 'key',
    source: 'RFC 5652 5.3',
    check: ({ signer, signatureAlgorithm }) =>
      unlessSame(`a key for ${signatureAlgorithm}`, `a key for ${algorithmFor(signer, signatureAlgorithm)}`),
  },
  {
    name: 'validity',
    source: 'RFC 5280 4.1.2.5',
    check: ({ signer: { notBefore, notAfter }, signingTime }) =>
      signingTime >= notBefore && signingTime < notAfter + 1_000
        ? undefined
        : { expected: `${isoOf(notBefore)} to ${isoOf(notAfter)}`, got: isoOf(signingTime) },
  },
  {
    name: 'end-entity',
    source: 'RFC 5280 4.2.1.9',
    check: ({ signer }) => unlessSame('no CA', signer.extensions.basicConstraints?.ca ? 'a CA' : 'no CA'),
  },
  {
    name: 'key-usage',
    source: 'RFC 8550 4.4.2',
    check: ({ signer: { extensions } }) => {
      const usage = extensions.keyUsage;
      if (!usage || usage.includes('digitalSignature') || usage.includes('nonRepudiation')) return undefined;
      return { expected: 'digitalSignature or nonRepudiation', got: usage.join(', ') };
    },
  },
  {
    name: 'purpose',
    source: 'RFC 8550 4.4.4',
    check: ({ signer: { extensions } }) => {
      const purposes = extensions.extKeyUsage;
      if (!purposes || purposes.some((one) => one === oids.emailProtection || one === oids.anyExtendedKeyUsage)) return;
      return { expected: 'emailProtection', got: purposes.join(', ') };
    },
  },
  {
    name: 'address',
    source: 'RFC 8550 3',
    check: ({ signer: { extensions }, address }) => {
      const named = (extensions.subjectAltName ?? []).flatMap((name) => (name.kind === 'email' ? [name.text] : []));
      if (named.some((one) => sameAddress(one, address))) return undefined;
      return { expected: `a certificate for ${address}`, got: named.join(', ') || 'none for an address' };
    },
  },
];

/** Everything that is wrong; nothing: it may be signed. */
export function findInMessage(asked: MessageToSign): readonly LintFinding[] {
  return rules.flatMap(({ name, source, check }) => {
    const difference = check(asked);
    return difference ? [{ rule: name, source, ...difference }] : [];
  });
}

/** What is wrong with a certificate that is to sign mails from this address, whatever they say. */
export function findInMailSigner(
  signer: Certificate,
  { address, at }: { readonly address: string; readonly at: number },
): readonly LintFinding[] {
  const { kind } = signer.publicKey;
  const signatureAlgorithm = kind === 'RSA' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256';
  return findInMessage({ messageDigest: new Uint8Array(32), signingTime: at, signatureAlgorithm, signer, address });
}

/** The algorithm itself when the key can make it, otherwise what kind of key it is. */
function algorithmFor({ publicKey }: Certificate, algorithm: SignatureAlgorithm): string {
  const kind = publicKey.kind === 'RSA' ? 'RSA' : 'EC';
  return kind === keyKindOf(algorithm) ? algorithm : kind;
}

/** The domain in any case, what stands before it to the letter (RFC 8550 3, RFC 5280 7.5). */
function sameAddress(a: string, b: string): boolean {
  const withSmallDomain = (address: string) => {
    const at = address.lastIndexOf('@');
    return address.slice(0, at) + address.slice(at).toLowerCase();
  };
  return withSmallDomain(a) === withSmallDomain(b);
}

const isoOf = (instant: number): string => new Date(instant).toISOString();
