import type { DerReader } from '../der/reader.ts';
import { contextConstructed, contextPrimitive, tags } from '../der/tags.ts';
import { encodeGeneralizedTime } from '../der/time.ts';
import type { DerValue } from '../der/writer.ts';
import { constructed, enumerated, primitive, sequence } from '../der/writer.ts';
import type { CertId } from './cert-id.ts';
import { readCertId } from './cert-id.ts';

/** CertStatus (RFC 6960 4.2.1). */
export type CertStatus =
  | { readonly kind: 'good' }
  | {
      readonly kind: 'revoked';
      /** Milliseconds UTC, whole seconds. */
      readonly at: number;
      /** Reason code (RFC 5280 5.3.1); 0, unspecified, is written by leaving it out. */
      readonly reason: number;
    }
  | { readonly kind: 'unknown' };

/** SingleResponse (RFC 6960 4.2.1): what holds for one certificate, from when, and until when at the latest. */
export interface SingleResponse {
  readonly certId: CertId;
  readonly status: CertStatus;
  /** Milliseconds UTC, whole seconds, both. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
}

const empty = new Uint8Array();
const good = primitive(0, empty);
const unknown = primitive(2, empty);

export function encodeSingleResponse(response: Omit<SingleResponse, 'certId'> & { certId: Pick<CertId, 'der'> }) {
  const { certId, status, thisUpdate, nextUpdate } = response;
  const next = constructed(0, encodeGeneralizedTime(nextUpdate));
  return sequence(certId.der, encodeStatus(status), encodeGeneralizedTime(thisUpdate), next);
}

function encodeStatus(status: CertStatus): DerValue {
  if (status.kind === 'good') return good;
  if (status.kind === 'unknown') return unknown;
  const reason = status.reason === 0 ? [] : [constructed(0, enumerated(status.reason))];
  return constructed(1, encodeGeneralizedTime(status.at), ...reason);
}

/** Reads one as we write it: with nextUpdate, which RFC 5019 2.2.4 demands, and no extensions. Throws DerError. */
export function readSingleResponse(reader: DerReader): SingleResponse {
  return reader.sequence('SingleResponse', (content) => {
    const certId = readCertId(content);
    const status = readStatus(content);
    const thisUpdate = readGeneralizedTime(content, 'thisUpdate');
    const nextUpdate = content.constructed('nextUpdate', contextConstructed(0), (explicit) =>
      readGeneralizedTime(explicit, 'nextUpdate'),
    );
    return { certId, status, thisUpdate, nextUpdate };
  });
}

function readStatus(content: DerReader): CertStatus {
  if (content.nextIs(contextConstructed(1))) return content.constructed('revoked', contextConstructed(1), readRevoked);
  const kind = content.nextIs(contextPrimitive(0)) ? 'good' : 'unknown';
  const octets = content.content('certStatus', contextPrimitive(kind === 'good' ? 0 : 2));
  if (octets.length > 0) content.refuse(`an empty ${kind}`, `${octets.length} octets`);
  return { kind };
}

function readRevoked(info: DerReader): CertStatus {
  const at = readGeneralizedTime(info, 'revocationTime');
  if (info.atEnd) return { kind: 'revoked', at, reason: 0 };
  const reason = info.constructed('revocationReason', contextConstructed(0), (explicit) =>
    explicit.enumerated('revocationReason'),
  );
  if (reason === 0 || reason === 7 || reason > 10) info.refuse('a CRLReason, unspecified left out', `${reason}`);
  return { kind: 'revoked', at, reason };
}

/** RFC 6960 4.2.2.1 writes every time in this form; none of ours lies before 1970. */
export function readGeneralizedTime(reader: DerReader, what: string): number {
  if (!reader.nextIs(tags.generalizedTime)) reader.refuse(`GeneralizedTime for ${what}`, reader.describeNext());
  const instant = reader.time(what);
  return instant < 0 ? reader.refuse(`a ${what} since 1970`, 'an earlier one') : instant;
}
