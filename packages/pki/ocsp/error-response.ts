import { encode, enumerated, sequence } from '../der/writer.ts';

/** OCSPResponseStatus (RFC 6960 4.2.1) of answers that say nothing about a certificate and are not signed. */
const statuses = { malformedRequest: 1, internalError: 2, tryLater: 3, unauthorized: 6 } as const;

export type OcspError = keyof typeof statuses;

/** The whole OCSPResponse: its status and nothing else (2.3). */
export function encodeOcspError(error: OcspError): Uint8Array<ArrayBuffer> {
  return encode(sequence(enumerated(statuses[error])));
}
