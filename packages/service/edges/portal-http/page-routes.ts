import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { FastifyInstance } from 'fastify';
import { findBank } from '../../use-cases/find-bank.ts';
import { bankOfHost } from './guard.ts';
import { languageOf } from './language.ts';
import type { Portal } from './portal-server.ts';

/**
 * Every page is the same document, in the customer's language and with the bank's colour; which screen it shows is the
 * page's own matter. An address that no screen has shows `error.not-found` there.
 */
export function pageRoutes(app: Pick<FastifyInstance, 'get'>, { means, addresses, index }: Portal): void {
  app.get('/*', async (request, reply) => {
    const bankId = bankOfHost(request.hostname, addresses);
    const bank = bankId === null ? null : await findBank(means, bankId);
    if (!bank) throw refused('not-found');
    const page = index.replace(/<html[^>]*>/, `<html lang="${languageOf(request)}" data-bank="${bank.id}">`);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('vary', 'Accept-Language, Cookie')
      .send(page);
  });
}
