import { encodeOid, oids } from '../der/oids.ts';
import { encodeTime } from '../der/time.ts';
import { encode, octetString, sequence, setOf } from '../der/writer.ts';
import { type SignableBytes, signable } from '../signing/signable.ts';
import type { LintFinding } from '../x509/lint/rule.ts';
import { findInMessage, type MessageToSign } from './message-rules.ts';

export interface MessageRefusal {
  readonly accepted: false;
  /** At least one. */
  readonly findings: readonly LintFinding[];
}

/**
 * The only way to the signed attributes of a message that a signer takes (RFC 5652 5.3): content type, digest and time of
 * a message that the certificate may sign. They are signed as a SET OF, so nobody can take them for a certificate, a list,
 * an answer or a request, which are SEQUENCEs. Ask `accepted` which of the two came.
 */
export function acceptMessage(asked: MessageToSign): SignableBytes<'signed-attributes'> | MessageRefusal {
  const findings = findInMessage(asked);
  if (findings.length > 0) return { accepted: false, findings };
  const attributes = setOf(
    sequence(encodeOid(oids.contentType), setOf(encodeOid(oids.data))),
    sequence(encodeOid(oids.signingTime), setOf(encodeTime(asked.signingTime))),
    sequence(encodeOid(oids.messageDigest), setOf(octetString(asked.messageDigest))),
  );
  return signable('signed-attributes', { bytes: encode(attributes), signatureAlgorithm: asked.signatureAlgorithm });
}
