import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OcspRequest } from '@koshin/pki/ocsp/request.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { OcspAnswer } from '../../../use-cases/revocation-status/answer-request.ts';
import { LatestUsed } from '../../../use-cases/revocation-status/latest-used.ts';
import type { ReadyAnswer } from '../../../use-cases/revocation-status/ready-answers.ts';
import { type AnswerOcsp, answerOrError, readOcspRequest, responseType } from './answer-or-error.ts';

/** Answers what is an OCSP request by GET or HEAD, and says whether it was one. */
export type OcspGet = (request: IncomingMessage, response: ServerResponse) => boolean;

const place = /^\/ocsp\/([0-9a-f]{32})\/(.+)$/s;

/** Addresses remembered with what they ask; each some hundred octets. */
const remembered = 16_384;

interface Asked {
  readonly issuerId: string;
  readonly request: OcspRequest | null;
}

/**
 * OCSP by GET (RFC 6960 A.1, RFC 5019 5): `/ocsp/<issuerId>/<base64 of the request>`, percent-encoded or not. It stands
 * before the router and works on Node's own request: what a router and its hooks cost is more than an answer that is
 * signed ahead (bench/ocsp-signed-ahead.ts).
 */
export function ocspGet({
  answer,
  log,
  closing,
}: {
  readonly answer: AnswerOcsp;
  readonly log: FastifyBaseLogger;
  /** Whether no connection should wait for a further request. */
  readonly closing: () => boolean;
}): OcspGet {
  const asking = new LatestUsed<string, Asked>(remembered);

  const readAddress = (url: string): Asked | null => {
    const known = asking.get(url);
    if (known) return known;
    const [, issuerId, path] = place.exec(url) ?? [];
    if (issuerId === undefined || path === undefined) return null;
    const asked = { issuerId, request: readOcspRequest(decodePath(path)) };
    // Who sends a nonce sends another the next time.
    if (asked.request !== null && asked.request.nonce === undefined) asking.set(url, asked);
    return asked;
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const asked = request.url?.startsWith('/ocsp/') ? readAddress(request.url) : null;
    if (asked === null) return false;
    answerOrError(answer, asked, log).then((answered) => {
      if (closing()) response.shouldKeepAlive = false;
      send(request, response, answered);
    });
    return true;
  };
}

/** No octets when it is no base64. */
function decodePath(path: string): Uint8Array {
  const text = path.includes('%') ? decodePercent(path) : path;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : new Uint8Array();
}

function decodePercent(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function send(request: IncomingMessage, response: ServerResponse, { der, ready, maxAge }: OcspAnswer): void {
  if (ready === null || maxAge === 0) {
    response.writeHead(200, headersOf(der, ['cache-control', 'no-store'])).end(der);
  } else if (request.headers['if-none-match'] === etagOf(ready)) {
    response.writeHead(304, cacheHeaders(ready, maxAge)).end();
  } else {
    response.writeHead(200, readyHeaders(ready, maxAge)).end(der);
  }
}

const headersOf = (der: Uint8Array, others: readonly string[]): string[] => [
  ...['content-type', responseType, 'content-length', `${der.length}`, 'x-content-type-options', 'nosniff'],
  ...others,
];

const etagOf = (ready: ReadyAnswer): string => `"${ready.digest}"`;

/** RFC 5019 6.2; a cache of HTTP/1.1 heeds max-age before Expires (RFC 9111 5.3). */
const cacheHeaders = (ready: ReadyAnswer, maxAge: number): string[] => [
  ...['cache-control', `max-age=${maxAge}, public, no-transform, must-revalidate`, 'etag', etagOf(ready)],
  ...['last-modified', new Date(ready.thisUpdate).toUTCString(), 'expires', new Date(ready.nextUpdate).toUTCString()],
];

/** Headers of answers that are given out again and again, with the same age but for their last minutes. */
const written = new WeakMap<ReadyAnswer, { readonly maxAge: number; readonly headers: string[] }>();

function readyHeaders(ready: ReadyAnswer, maxAge: number): string[] {
  const known = written.get(ready);
  if (known?.maxAge === maxAge) return known.headers;
  const headers = headersOf(ready.der, cacheHeaders(ready, maxAge));
  written.set(ready, { maxAge, headers });
  return headers;
}
