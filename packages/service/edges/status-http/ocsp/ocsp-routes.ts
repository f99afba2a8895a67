import { maximumOcspRequestBytes } from '@koshin/pki/ocsp/request.ts';
import type { FastifyInstance } from 'fastify';
import { type AnswerOcsp, answerOrError, readOcspRequest, responseType } from './answer-or-error.ts';

/** OCSP by POST (RFC 6960 A.1): `/ocsp/<issuerId>`, the request as body. GET does not come here: see `ocsp-get.ts`. */
export function ocspRoutes(server: FastifyInstance, answer: AnswerOcsp): void {
  server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    const asItIs = (_request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body);
    routes.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, asItIs);

    routes.post<{ Params: { issuerId: string }; Body: Buffer | undefined }>(
      '/ocsp/:issuerId',
      { bodyLimit: maximumOcspRequestBytes },
      async (request, reply) => {
        const asked = readOcspRequest(request.body ?? new Uint8Array());
        const { der } = await answerOrError(answer, { ...request.params, request: asked }, request.log);
        return reply.type(responseType).header('cache-control', 'no-store').send(Buffer.from(der));
      },
    );
  });
}
