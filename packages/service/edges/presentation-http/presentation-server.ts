import type { TLSSocket } from 'node:tls';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { portalPages } from '@koshin/wire/portal/paths.ts';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Addresses, presentationPath } from '../../configuration/addresses.ts';
import type { Means } from '../../use-cases/means.ts';
import { acceptPresentation, type Brought } from '../../use-cases/presentation/accept-presentation.ts';
import { attemptOfHost } from './attempt-of-host.ts';
import { presentationContexts } from './contexts.ts';

export interface PresentationOptions {
  readonly means: Means;
  readonly addresses: Addresses;
  /** PEM, good for every name under the presentation domain. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly log: FastifyBaseLogger;
}

/**
 * TLS with client certificate, on a host name that is used once (R21). The handshake always completes, whatever is
 * presented: who presented what is judged by our own rules, and said on a page of the portal (R22).
 *
 * HTTP/1.1 only: with HTTP/2 browsers take one connection, and the answer "none" given on it, for every name of the
 * wildcard. No tickets, and a resumed session is sent away: it would carry an earlier handshake's certificate.
 */
export async function presentationServer({
  means,
  addresses,
  tls,
  log,
}: PresentationOptions): Promise<FastifyInstance> {
  const contexts = presentationContexts({ means, addresses, tls });
  const app = fastify({
    https: {
      ...tls,
      ...contexts.rules,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: 120_000,
      SNICallback: contexts.forServerName,
    },
    loggerInstance: log,
    bodyLimit: 1024,
    exposeHeadRoutes: false,
    requestTimeout: 20_000,
  });
  app.server.on('tlsClientError', (error) => log.debug({ err: error }, 'handshake not finished'));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    if (isMisdirected(request)) return reply.code(421).send();
  });

  app.get<{ Params: { pathSecret: string } }>(presentationPath(':pathSecret'), async (request, reply) => {
    const socket = tlsSocketOf(request);
    const attempt = attemptOfHost(request.hostname, addresses);
    if (attempt === null) return reply.code(404).send();
    try {
      const { bankId, ticket } = await acceptPresentation(means, {
        nonce: attempt.nonce,
        pathSecret: request.params.pathSecret,
        ...certificateOf(socket),
        protocol: socket.getProtocol() ?? 'TLS',
      });
      return toPortal(reply, bankId, portalPages.redeem(ticket));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.info({ code: error.code, nonce: attempt.nonce }, 'presentation not taken');
      return toPortal(reply, attempt.bankId, portalPages.presentation(error.code));
    }
  });

  // No words here: a page of the bank stands on the portal's host only.
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'presentation failed');
    const attempt = attemptOfHost(request.hostname, addresses);
    if (attempt === null) return reply.code(500).send();
    return toPortal(reply, attempt.bankId, portalPages.presentation('unexpected'));
  });
  return app as unknown as FastifyInstance;

  function toPortal(reply: FastifyReply, bankId: string, page: string): FastifyReply {
    return reply.redirect(`${addresses.portalOrigin(bankId)}${page}`, 303);
  }
}

function tlsSocketOf(request: FastifyRequest): TLSSocket {
  return request.raw.socket as TLSSocket;
}

/** The name in the handshake and the name in the request must be one, or a list of CAs was shown for another bank. */
function isMisdirected(request: FastifyRequest): boolean {
  const socket = tlsSocketOf(request);
  return socket.isSessionReused() || socket.servername !== request.hostname;
}

/** The raw certificate is the only proof that one was sent: `authorized` is true for a resumed session without any. */
function certificateOf(socket: TLSSocket): Pick<Brought, 'certificateDer' | 'verifiedSerial'> {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return { certificateDer: null, verifiedSerial: null };
  const verified = socket.authorized && !socket.isSessionReused();
  return { certificateDer: certificate.raw, verifiedSerial: verified ? certificate.serialNumber.toLowerCase() : null };
}
