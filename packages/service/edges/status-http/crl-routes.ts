import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { rangeOf } from './byte-range.ts';
import { isFresh } from './conditional-request.ts';

/** What readers get of a CRL. */
export interface ServedCrl {
  readonly der: Uint8Array;
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
}

export interface CrlSource {
  /** Null: no such CRL. */
  readonly published: (key: { readonly issuerId: string; readonly shard: number }) => Promise<ServedCrl | null>;
  /** Real time, in milliseconds UTC: readers go by it. */
  readonly now: () => number;
}

/**
 * How long caches may keep a CRL: a revocation is seen behind them at the latest after this time. A reader that asks
 * again with the ETag gets 304 and no bytes, so that a short time costs little.
 */
const maxAge = 300;

/** Hands out CRLs where the distribution points of certificates lead (RFC 5280 4.2.1.13): `/crl/<issuerId>/<shard>.crl`. */
export function crlRoutes(server: FastifyInstance, { published, now }: CrlSource): void {
  server.get<{ Params: { issuerId: string; file: string } }>('/crl/:issuerId/:file', async (request, reply) => {
    const shard = /^(0|[1-9]\d{0,8})\.crl$/.exec(request.params.file)?.[1];
    const [issuerId] = /^[0-9a-f]{32}$/.exec(request.params.issuerId) ?? [];
    const known = issuerId !== undefined && shard !== undefined;
    const crl = known ? await published({ issuerId, shard: Number(shard) }) : null;
    if (crl === null) return reply.status(404).send({ error: 'no such CRL' });
    return answer(request, reply, { crl, now: now() });
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, { crl, now }: { crl: ServedCrl; now: number }) {
  const validators = { etag: `"${crl.fingerprint}"`, lastModified: crl.thisUpdate };
  const secondsLeft = Math.floor((crl.nextUpdate - now) / 1000);
  reply
    .header('etag', validators.etag)
    .header('last-modified', new Date(crl.thisUpdate).toUTCString())
    .header('cache-control', `public, max-age=${Math.max(0, Math.min(maxAge, secondsLeft))}`)
    .header('accept-ranges', 'bytes');
  if (isFresh(request.headers, validators)) return reply.status(304).send();
  reply.type('application/pkix-crl');
  const range =
    request.method === 'GET' ? rangeOf(request.headers, { ...validators, length: crl.der.length }) : 'whole';
  if (range === 'whole') return reply.send(Buffer.from(crl.der));
  if (range === 'unsatisfiable') {
    return reply.status(416).header('content-range', `bytes */${crl.der.length}`).send();
  }
  const { first, last } = range;
  return reply
    .status(206)
    .header('content-range', `bytes ${first}-${last}/${crl.der.length}`)
    .send(Buffer.from(crl.der.subarray(first, last + 1)));
}
