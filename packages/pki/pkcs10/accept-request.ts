import { oids } from '../der/oids.ts';
import { type SignableBytes, signable } from '../signing/signable.ts';
import { encodeSubjectAltNameOfAddress } from '../x509/extensions/alternative-names.ts';
import { encodeExtKeyUsage } from '../x509/extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../x509/extensions/key-usage.ts';
import { judgeKey } from '../x509/key-strength.ts';
import { parseName } from '../x509/name.ts';
import { parsePublicKey } from '../x509/public-key.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { buildCertificationRequestInfo } from './request.ts';

export interface RequestRefusal {
  readonly accepted: false;
  /** What is wrong: `subject-empty`, or why the key is too weak for a CA. */
  readonly rule: string;
}

/**
 * The only way to a request of our own that a signer takes (RFC 2986 4.1), a CA's or one for mail: a name, and a key that a
 * CA may have. Nobody can
 * take its bytes for a certificate's: those begin with a context tag, these with version 0 and a name.
 * Ask `accepted` which of the two came. Throws DerError for a name or a key that is none.
 */
export function acceptCertificationRequest(asked: {
  /** Name in DER. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** For mail from this address; absent: a CA's. */
  readonly address?: string;
}): SignableBytes<'certification-request'> | RequestRefusal {
  const { signatureAlgorithm } = asked;
  if (parseName(asked.subject).attributes.length === 0) return { accepted: false, rule: 'subject-empty' };
  const judged = judgeKey(parsePublicKey(asked.publicKey), { purpose: 'ca' });
  if (!judged.strong) return { accepted: false, rule: judged.rule };
  const extensions = asked.address === undefined ? [] : extensionsForMail(asked.address);
  const bytes = buildCertificationRequestInfo({ ...asked, extensions });
  return signable('certification-request', { bytes, signatureAlgorithm });
}

/** What a CA for S/MIME must put in; most take it from the order and not from here, and then it does no harm. */
function extensionsForMail(address: string): readonly Uint8Array[] {
  return [
    encodeKeyUsage(['digitalSignature']),
    encodeExtKeyUsage([oids.emailProtection]),
    encodeSubjectAltNameOfAddress(address),
  ];
}
