import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { contextConstructed } from '../der/tags.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { readGeneralName } from '../x509/extensions/general-name.ts';
import type { CertId } from './cert-id.ts';
import { readCertId } from './cert-id.ts';
import { readOcspExtensions } from './extensions.ts';

/** OCSPRequest (RFC 6960 4.1.1): what somebody wants to know. */
export interface OcspRequest {
  /** At least one, in the order asked. */
  readonly certIds: readonly CertId[];
  /** 1 to 128 octets; undefined: a ready answer will do. */
  readonly nonce: Uint8Array<ArrayBuffer> | undefined;
}

/** Room for a signature with its certificates, which some clients send and we do not ask for. */
export const maximumOcspRequestBytes = 8_192;

/** One question costs a look into the register. */
const maximumCertIds = 32;

/**
 * Reads an OCSPRequest. Who asks may name himself and sign: neither is looked at beyond its form, as anybody may ask
 * here. The default of version must be left out (X.690 11.5). Throws DerError, for which the answer is malformedRequest.
 */
export function parseOcspRequest(der: Uint8Array): OcspRequest {
  return readDer(der, maximumOcspRequestBytes, (reader) =>
    reader.sequence('OCSPRequest', (content) => {
      const request = content.sequence('TBSRequest', readToBeSigned);
      if (!content.atEnd) content.constructed('optionalSignature', contextConstructed(0), readSignature);
      return request;
    }),
  );
}

function readToBeSigned(content: DerReader): OcspRequest {
  if (content.nextIs(contextConstructed(1))) {
    content.constructed('requestorName', contextConstructed(1), readGeneralName);
  }
  const certIds = content.sequenceOf('requestList', (list) => list.sequence('Request', readOne));
  if (certIds.length > maximumCertIds) content.refuse(`at most ${maximumCertIds} requests`, `${certIds.length}`);
  return { certIds, nonce: readOcspExtensions(content, 'requestExtensions', 2).nonce };
}

function readOne(request: DerReader): CertId {
  const id = readCertId(request);
  readOcspExtensions(request, 'singleRequestExtensions', 0);
  return id;
}

/** Signature (4.1.1), by whatever algorithm. */
function readSignature(explicit: DerReader): void {
  explicit.sequence('Signature', (signature) => {
    readWellFormed(signature, 'signatureAlgorithm');
    signature.bits('signature');
    if (!signature.atEnd) {
      signature.constructed('certs', contextConstructed(0), (certs) => readWellFormed(certs, 'certs'));
    }
  });
}
