import { createServer } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { type CrlSource, crlRoutes } from './crl-routes.ts';
import type { DemoPages } from './demo/demo-pages.ts';
import { demoRoutes } from './demo/demo-routes.ts';
import type { AnswerOcsp } from './ocsp/answer-or-error.ts';
import { ocspGet } from './ocsp/ocsp-get.ts';
import { ocspRoutes } from './ocsp/ocsp-routes.ts';
import { type Checks, runChecks } from './readiness.ts';

export interface StatusOptions {
  readonly log: FastifyBaseLogger;
  /** What must work before customers are sent here; each resolves when it does and throws when it does not. */
  readonly checks: Checks;
  /** DER of a CA certificate by its issuer's id; null: unknown. */
  readonly issuerCertificate: (issuerId: string) => Promise<Uint8Array | null>;
  readonly crls: CrlSource;
  /** Answers OCSP for our issuing CAs. */
  readonly ocsp: AnswerOcsp;
  /** Null outside the demo: then nothing of it answers. */
  readonly demo: DemoPages | null;
}

/**
 * The status role, plain HTTP, as what it serves is public and signed, or says only whether it works:
 * `/healthz` the process is alive, `/readyz` what it needs works, `/ca/<issuerId>.crt` the CA certificate to which the
 * caIssuers of a certificate leads (RFC 5280 4.2.2.1), `/crl/<issuerId>/<shard>.crl` the CRL to which its distribution
 * point leads, `/ocsp/<issuerId>` what became of its certificates.
 */
export async function statusServer(options: StatusOptions): Promise<FastifyInstance> {
  const { checks, issuerCertificate, demo, log } = options;
  const closing = () => !server.server.listening;
  const byGet = ocspGet({ answer: options.ocsp, log, closing });
  const server = Fastify({
    loggerInstance: log,
    serverFactory: (handle) =>
      createServer({ requestTimeout: 10_000 }, (request, response) => {
        if (!byGet(request, response)) handle(request, response);
      }),
    routerOptions: { maxParamLength: 64 },
    bodyLimit: 1024,
    exposeHeadRoutes: true,
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });

  server.get('/healthz', async () => ({ alive: true }));

  server.get('/readyz', async (_request, reply) => {
    const outcome = await runChecks(checks);
    return reply.status(outcome.ready ? 200 : 503).send(outcome);
  });

  server.get<{ Params: { file: string } }>('/ca/:file', async ({ params }, reply) => {
    const issuerId = /^([0-9a-f]{32})\.crt$/.exec(params.file)?.[1];
    const der = issuerId === undefined ? null : await issuerCertificate(issuerId);
    if (der === null) return reply.status(404).send({ error: 'no such CA certificate' });
    return reply.type('application/pkix-cert').header('cache-control', 'public, max-age=86400').send(Buffer.from(der));
  });

  crlRoutes(server, options.crls);
  ocspRoutes(server, options.ocsp);

  server.setNotFoundHandler((_request, reply) => reply.status(404).send({ error: 'nothing is here' }));

  if (demo) demoRoutes(server, demo);
  return server;
}
