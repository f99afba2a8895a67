import { DerError } from '@koshin/pki/der/error.ts';
import { encodeOcspError, type OcspError } from '@koshin/pki/ocsp/error-response.ts';
import { type OcspRequest, parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { OcspAnswer, OcspQuestion } from '../../../use-cases/revocation-status/answer-request.ts';

export type AnswerOcsp = (question: OcspQuestion) => Promise<OcspAnswer>;

export const responseType = 'application/ocsp-response';

/** Null: what came is none, and the answer is malformedRequest. */
export function readOcspRequest(der: Uint8Array): OcspRequest | null {
  try {
    return parseOcspRequest(der);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

const error = (name: OcspError): OcspAnswer => ({ der: encodeOcspError(name), ready: null, maxAge: 0 });

/** What HTTP understands is answered by an OCSPResponse, also when it is malformed, or when answering fails (RFC 6960 2.3). */
export async function answerOrError(
  answer: AnswerOcsp,
  { issuerId, request }: { readonly issuerId: string; readonly request: OcspRequest | null },
  log: FastifyBaseLogger,
): Promise<OcspAnswer> {
  if (request === null) return error('malformedRequest');
  try {
    return await answer({ issuerId, request });
  } catch (failure) {
    log.error({ err: failure }, 'an OCSP request could not be answered');
    return error('internalError');
  }
}
