import { encodeOcspError } from '@koshin/pki/ocsp/error-response.ts';
import { maximumOcspRequestBytes } from '@koshin/pki/ocsp/request.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OcspAnswer, OcspQuestion } from '../../use-cases/revocation-status/answer-request.ts';

export type AnswerOcsp = (question: OcspQuestion) => Promise<OcspAnswer>;

const requestType = 'application/ocsp-request';

/**
 * OCSP over HTTP (RFC 6960 A.1, RFC 5019 5): POST `/ocsp/<issuerId>` with the request as body, or GET with its base64
 * behind a further slash, percent-encoded or not. What HTTP understands is answered 200 by an OCSPResponse, also when it
 * is an error of OCSP.
 */
export function ocspRoutes(server: FastifyInstance, answer: AnswerOcsp): void {
  server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser(requestType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

    routes.post<{ Params: { issuerId: string }; Body: Buffer | undefined }>(
      '/ocsp/:issuerId',
      { bodyLimit: maximumOcspRequestBytes },
      async (request, reply) => {
        const { issuerId } = request.params;
        const { der } = await answerOrFail(request, answer, { issuerId, request: request.body ?? empty });
        return reply.type(responseType).header('cache-control', 'no-store').send(Buffer.from(der));
      },
    );

    routes.get<{ Params: { issuerId: string } }>('/ocsp/:issuerId/*', async (request, reply) => {
      const { issuerId } = request.params;
      const asked = decodePath(request.raw.url ?? '');
      return send(request, reply, await answerOrFail(request, answer, { issuerId, request: asked }));
    });
  });
}

const empty = new Uint8Array();
const responseType = 'application/ocsp-response';

async function answerOrFail(request: FastifyRequest, answer: AnswerOcsp, question: OcspQuestion): Promise<OcspAnswer> {
  try {
    return await answer(question);
  } catch (error) {
    request.log.error({ err: error }, 'an OCSP request could not be answered');
    return { der: encodeOcspError('internalError'), ready: null, maxAge: 0 };
  }
}

/** The request behind `/ocsp/<issuerId>/`; no octets when it is no base64. */
function decodePath(url: string): Uint8Array {
  const path = url.slice(url.indexOf('/', '/ocsp/'.length) + 1);
  const text = path.includes('%') ? decodePercent(path) : path;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : empty;
}

function decodePercent(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** RFC 5019 6.2; a cache of HTTP/1.1 heeds max-age before Expires (RFC 9111 5.3). */
function send(request: FastifyRequest, reply: FastifyReply, { der, ready, maxAge }: OcspAnswer): FastifyReply {
  reply.type(responseType);
  if (ready === null || maxAge === 0) return reply.header('cache-control', 'no-store').send(Buffer.from(der));
  const etag = `"${ready.digest}"`;
  reply.headers({
    etag,
    'cache-control': `max-age=${maxAge}, public, no-transform, must-revalidate`,
    'last-modified': new Date(ready.thisUpdate).toUTCString(),
    expires: new Date(ready.nextUpdate).toUTCString(),
  });
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  return reply.send(Buffer.from(der));
}
