import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { formatInstant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Addresses } from '../../configuration/addresses.ts';
import type { HelperOffer } from '../../configuration/configuration.ts';
import type { Means } from '../../use-cases/means.ts';
import { acquisitionRoutes } from './acquisition-routes.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { downloadRoutes } from './download-routes.ts';
import { forbidStoring, mustComeFromPortal } from './guard.ts';
import type { HelperPackages } from './helper-packages.ts';
import { noticeRoutes } from './notice-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { presentationRoutes } from './presentation-routes.ts';
import { answerProblems } from './problems.ts';
import { renewalRoutes } from './renewal-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { tokenRoutes } from './token-routes.ts';

export interface PortalOptions {
  readonly means: Means;
  readonly addresses: Addresses;
  /** What is offered to customers; null: nothing. */
  readonly helper: HelperOffer | null;
  /** What customers may fetch of the helper; null: nothing. */
  readonly helperPackages: HelperPackages | null;
  /** PEM; the certificate with its chain, the server's own first. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly log: FastifyBaseLogger;
  /** Folder of the built pages: `index.html` and `assets/`. */
  readonly webRoot: string;
}

/** What the routes of the portal work with. */
export type Portal = Pick<PortalOptions, 'means' | 'addresses' | 'helper' | 'helperPackages'> & {
  readonly index: string;
};

/** Nothing a customer sends is larger: a request for a 4096-bit RSA key is about 2 KB. */
const bodyLimit = 64 * 1024;

/**
 * The customers' portal: one host per bank, host-only cookies, no client certificate asked for (the browser would
 * remember "none" for this host until its restart).
 */
export async function portalServer(options: PortalOptions): Promise<FastifyInstance> {
  const { means, addresses, tls, log, webRoot } = options;
  const app = fastify({
    https: { ...tls, minVersion: 'TLSv1.2' },
    loggerInstance: log,
    bodyLimit,
    requestTimeout: 20_000,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  answerProblems(app, means);
  await app.register(cookie);
  await app.register(helmet, headers);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      refused('rate-limited', {
        retryAfter: Math.ceil(ttl / 1000),
        retryAt: formatInstant(instant(means.clock.now() + ttl)),
      }),
  });
  await app.register(fastifyStatic, {
    root: join(webRoot, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  const portal = {
    means,
    addresses,
    helper: options.helper,
    helperPackages: options.helperPackages,
    index: await readFile(join(webRoot, 'index.html'), 'utf8'),
  };
  await app.register(async (api) => {
    // Before the body is looked at: what does not come from this portal learns nothing of what it would take.
    api.addHook('preValidation', async (request, reply) => {
      forbidStoring(reply);
      if (request.method !== 'GET') mustComeFromPortal(request, addresses);
    });
    sessionRoutes(api, portal);
    presentationRoutes(api, portal);
    noticeRoutes(api, portal);
    certificateRoutes(api, portal);
    renewalRoutes(api, portal);
    tokenRoutes(api, portal);
    acquisitionRoutes(api, portal);
    downloadRoutes(api, portal);
    // An act that is not known is refused as those are that are: who asks from elsewhere learns not even its absence.
    api.post('/api/*', async () => {
      throw refused('not-found');
    });
  });
  pageRoutes(app, portal);
  app.get('/healthz', async () => ({ alive: true }));
  return app as unknown as FastifyInstance;
}

/** Nothing from elsewhere, nothing inline, in nobody's frame (design/security: strict CSP, HSTS, no referrer). */
const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
  referrerPolicy: { policy: 'no-referrer' },
  xFrameOptions: { action: 'deny' },
} as const;
