import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { languageOf } from './asked-language.ts';
import type { DemoPages } from './demo-pages.ts';
import { outboxMailPage, outboxPage } from './outbox-pages.ts';

/** A mail's HTML brings its own styles; nothing of it runs or is fetched. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type Lang = { Querystring: { lang?: unknown } };

/** The demo's mails, which go to nobody: as pages, as data, and each as it would have been sent. */
export function outboxRoutes(demo: FastifyInstance, { outbox, url }: Pick<DemoPages, 'outbox' | 'url'>): void {
  demo.get<Lang>('/demo/outbox', async (request, reply) =>
    asPage(reply, outboxPage(languageOf(request), await outbox.list())),
  );

  demo.get('/demo/outbox.json', async () =>
    (await outbox.list()).map(({ name, date, from, to, subject, messageId, attached }) => ({
      ...{ date: formatInstant(date), from, to, subject, messageId, attached },
      emlUrl: `${url()}/demo/outbox/${name}`,
    })),
  );

  demo.get<Lang & { Params: { name: string } }>('/demo/outbox/:name/read', async (request, reply) => {
    const mail = await outbox.mail(request.params.name);
    if (mail === null) return reply.status(404).send({ error: 'no such mail' });
    return asPage(reply, outboxMailPage(languageOf(request), mail));
  });

  demo.get<{ Params: { name: string } }>('/demo/outbox/:name', async (request, reply) => {
    const raw = await outbox.raw(request.params.name);
    if (raw === null) return reply.status(404).send({ error: 'no such mail' });
    return reply
      .type('message/rfc822')
      .header('content-disposition', `attachment; filename="${request.params.name}"`)
      .send(Buffer.from(raw));
  });
}

function asPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('referrer-policy', 'no-referrer')
    .header('vary', 'accept-language')
    .send(page);
}
