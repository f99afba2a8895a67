import { constants } from 'node:crypto';
import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Means } from '../../use-cases/means.ts';
import { answerProblems } from '../portal-http/problems.ts';
import { estRoutes } from './est-routes.ts';
import { estManner } from './manner.ts';

export interface EstOptions {
  readonly means: Means;
  /** PEM; the certificate with its chain, the server's own first. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly log: FastifyBaseLogger;
}

/** A request with the longest key, as base64 in short lines, is about 30 KB. */
const bodyLimit = 64 * 1024;

/**
 * Enrollment over Secure Transport (RFC 7030) for machines. The handshake asks for any client certificate and always
 * completes: our own rules judge what is presented, at every request. It names no CAs, as clients that have none of the
 * named send nothing, and a machine is not to be cut off from its bank by a list.
 *
 * No tickets, and a resumed session is sent away: it would carry an earlier handshake's certificate.
 */
export async function estServer({ means, tls, log }: EstOptions): Promise<FastifyInstance> {
  const app = fastify({
    https: {
      ...tls,
      minVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_TICKET,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: 20_000,
    },
    loggerInstance: log,
    bodyLimit,
    exposeHeadRoutes: false,
    requestTimeout: 20_000,
  });
  app.server.on('tlsClientError', (error) => log.debug({ err: error }, 'handshake not finished'));
  answerProblems(app as unknown as FastifyInstance, means, estManner);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
    });
    if ((request.raw.socket as TLSSocket).isSessionReused()) return reply.code(421).send();
  });
  // Bouncy Castle takes a challenge for broken off when it has a Content-Length, as it does not read its body.
  app.addHook('onSend', async (request, reply, payload) => {
    const challenge = reply.statusCode === 401 && request.headers.authorization === undefined;
    return challenge ? Readable.from([payload]) : payload;
  });
  // A client that sends nothing at all is told so by what reads the request.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/pkcs10',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
  estRoutes(app as unknown as FastifyInstance, means);
  return app as unknown as FastifyInstance;
}
