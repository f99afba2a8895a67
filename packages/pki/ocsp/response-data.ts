import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { contextConstructed } from '../der/tags.ts';
import { encodeGeneralizedTime } from '../der/time.ts';
import { constructed, encode, octetString, sequence } from '../der/writer.ts';
import { readExtension } from '../x509/extensions/extension.ts';
import { encodeNonce, readNonce } from './nonce.ts';
import type { SingleResponse } from './single-response.ts';
import { encodeSingleResponse, readGeneralizedTime, readSingleResponse } from './single-response.ts';

/** ResponseData (RFC 6960 4.2.1): what a responder signs. */
export interface ResponseData {
  /** ResponderID byKey: SHA-1 of the responder's public key, the content of its BIT STRING. */
  readonly responderKeyHash: Uint8Array;
  /** Milliseconds UTC, whole seconds. */
  readonly producedAt: number;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | undefined;
}

const maximumResponseDataBytes = 16_384;

/** The octets to be signed. Times below a second are cut off. */
export function buildResponseData(data: ResponseData): Uint8Array<ArrayBuffer> {
  const extensions = data.nonce === undefined ? [] : [constructed(1, sequence(encodeNonce(data.nonce)))];
  return encode(
    sequence(
      constructed(2, octetString(data.responderKeyHash)),
      encodeGeneralizedTime(data.producedAt),
      sequence(...data.responses.map(encodeSingleResponse)),
      ...extensions,
    ),
  );
}

/** Reads it as we write it: version 1, ResponderID by key, no extension but the nonce. Throws DerError. */
export function parseResponseData(der: Uint8Array): ResponseData {
  return readDer(der, maximumResponseDataBytes, readResponseData);
}

export function readResponseData(reader: DerReader): ResponseData {
  return reader.sequence('ResponseData', (content) => ({
    responderKeyHash: content.constructed('responderID by key', contextConstructed(2), (explicit) =>
      explicit.octetString('KeyHash'),
    ),
    producedAt: readGeneralizedTime(content, 'producedAt'),
    responses: content.sequenceOf('responses', readSingleResponse),
    nonce: content.atEnd ? undefined : content.constructed('responseExtensions', contextConstructed(1), readExtensions),
  }));
}

function readExtensions(explicit: DerReader): Uint8Array<ArrayBuffer> {
  return explicit.sequence('Extensions', (content) => {
    let nonce = new Uint8Array();
    readExtension(content, ({ oid, critical }, value) => {
      if (oid !== oids.ocspNonce || critical) value.refuse('a nonce that is not critical', oid);
      nonce = readNonce(value);
    });
    return nonce;
  });
}
