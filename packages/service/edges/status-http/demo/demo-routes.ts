import { readFileSync } from 'node:fs';
import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { FastifyInstance } from 'fastify';
import { type AccountListed, listAccounts } from './account-list.ts';
import { languageOf } from './asked-language.ts';
import type { DemoPages } from './demo-pages.ts';
import { answerLoopbackOnly } from './loopback-only.ts';
import { outboxRoutes } from './outbox-routes.ts';
import { startPage } from './start-page.ts';

const styleSheet = Buffer.concat([
  readFileSync(new URL('./start-page-frame.css', import.meta.url)),
  readFileSync(new URL('./start-page-content.css', import.meta.url)),
]);
const script = readFileSync(new URL('./start-page.js', import.meta.url));

/** The demo's pages: start page, accounts, root, certificate files, mails, and what was presented so far. */
export function demoRoutes(server: FastifyInstance, pages: DemoPages): void {
  server.register(async (demo) => {
    demo.addHook('onRequest', answerLoopbackOnly);
    outboxRoutes(demo, pages);

    demo.get<{ Querystring: { lang?: unknown } }>('/', async (request, reply) => {
      const state = await pages.state();
      const portals = state?.banks.map((bank) => bank.portalUrl) ?? [];
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', contentSecurityPolicy(portals))
        .header('referrer-policy', 'no-referrer')
        .header('cross-origin-opener-policy', 'same-origin')
        .header('vary', 'accept-language')
        .send(startPage(languageOf(request), state));
    });
    demo.get('/demo/start-page.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(styleSheet));
    demo.get('/demo/start-page.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(script));

    demo.get('/demo/accounts.json', async (_, reply): Promise<readonly AccountListed[]> => {
      const state = await pages.state();
      return state ? listAccounts(state, pages.url()) : reply.status(503).send([]);
    });

    demo.get('/demo/state.json', async () => {
      const state = await pages.state();
      const presented = (state?.accounts ?? [])
        .flatMap(({ bank, loginId, certificate }) =>
          certificate?.presentedAt == null
            ? []
            : [{ bank, loginId, file: certificate.fileName, at: certificate.presentedAt }],
        )
        .sort((a, b) => b.at - a.at)
        .map((one) => ({ ...one, at: formatInstant(one.at) }));
      return { ready: state !== null, now: state && formatInstant(state.now), presented };
    });

    demo.get('/demo/root.crt', async (_, reply) => {
      const pem = pages.root();
      if (pem === null) return reply.status(503).send({ error: 'the demo is being set up' });
      return reply
        .type('application/x-pem-file')
        .header('content-disposition', attachment('koshin-demo-root.crt'))
        .send(pem);
    });

    demo.get<{ Params: { file: string } }>('/demo/p12/:file', async ({ params }, reply) => {
      const fileName = /^([a-z0-9-]{1,40})\.p12$/.exec(params.file)?.[1];
      const file = fileName === undefined ? null : await pages.certificateFile(fileName);
      if (fileName === undefined || file === null) return reply.status(404).send({ error: 'no such certificate file' });
      return reply
        .type('application/x-pkcs12')
        .header('content-disposition', attachment(`${fileName}.p12`))
        .send(Buffer.from(file));
    });
  });
}

const attachment = (fileName: string) => `attachment; filename="${fileName}"`;

function contentSecurityPolicy(portals: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    `connect-src ${["'self'", ...portals].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
