import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { readDer } from '../../der/reader.ts';
import { contextConstructed } from '../../der/tags.ts';
import { type Certificate, parseCertificate } from '../../x509/certificate.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../../x509/signature-algorithms.ts';
import { type ResponseData, readResponseData } from '../response-data.ts';

/** A signed answer (BasicOCSPResponse, RFC 6960 4.2.1) as its reader has it; only `responseStatus` in an error. */
export interface BasicResponse extends ResponseData {
  /** The octets that are signed. */
  readonly tbs: Uint8Array<ArrayBuffer>;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly certificates: readonly Certificate[];
}

const statusNames = new Map([
  [0, 'successful'],
  [1, 'malformedRequest'],
  [2, 'internalError'],
  [3, 'tryLater'],
  [5, 'sigRequired'],
  [6, 'unauthorized'],
]);

/** Reads a whole OCSPResponse as strictly as everything else: DER, basic, with nothing left over. Throws DerError. */
export function parseOcspResponse(der: Uint8Array): { status: string; basic: BasicResponse | undefined } {
  return readDer(der, 32_768, (reader) =>
    reader.sequence('OCSPResponse', (content) => {
      const number = content.enumerated('responseStatus');
      const status = statusNames.get(number) ?? content.refuse('an OCSPResponseStatus', `${number}`);
      if (content.atEnd) return { status, basic: undefined };
      const basic = content.constructed('responseBytes', contextConstructed(0), (explicit) =>
        explicit.sequence('ResponseBytes', readResponseBytes),
      );
      return { status, basic };
    }),
  );
}

function readResponseBytes(content: DerReader): BasicResponse {
  const type = content.oid('responseType');
  if (type !== oids.ocspBasic) content.refuse('id-pkix-ocsp-basic', type);
  return content.encapsulated('response', (inner) =>
    inner.sequence('BasicOCSPResponse', (basic) => {
      const { der: tbs, value: data } = basic.captured(() => readResponseData(basic));
      return {
        ...data,
        tbs,
        signatureAlgorithm: readSignatureAlgorithm(basic, 'signatureAlgorithm'),
        signature: basic.octetBits('signature'),
        certificates: basic.constructed('certs', contextConstructed(0), (explicit) =>
          explicit.sequenceOf('certs', (certificate) => parseCertificate(certificate.element('Certificate'))),
        ),
      };
    }),
  );
}
