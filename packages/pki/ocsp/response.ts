import { encodeOid, oids } from '../der/oids.ts';
import { bitString, constructed, encode, enumerated, octetString, sequence } from '../der/writer.ts';
import type { SignableBytes } from '../signing/signable.ts';
import { encodeSignatureAlgorithm } from '../x509/signature-algorithms.ts';

const successful = enumerated(0);
const basic = encodeOid(oids.ocspBasic);

/** The whole OCSPResponse (RFC 6960 4.2.1) of accepted data and the signature over it, with the responder's certificate. */
export function assembleOcspResponse({
  accepted,
  signature,
  responder,
}: {
  readonly accepted: SignableBytes<'ocsp-response'>;
  readonly signature: Uint8Array;
  /** The responder's certificate, DER. */
  readonly responder: Uint8Array;
}): Uint8Array<ArrayBuffer> {
  const response = sequence(
    accepted.bytes,
    encodeSignatureAlgorithm(accepted.signatureAlgorithm),
    bitString(signature),
    constructed(0, sequence(responder)),
  );
  return encode(sequence(successful, constructed(0, sequence(basic, octetString(response)))));
}
