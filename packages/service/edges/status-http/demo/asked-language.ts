import type { FastifyRequest } from 'fastify';
import type { Language } from './texts.ts';

/** What was asked for by the link, else the first of the two that the browser prefers. */
export function languageOf(request: FastifyRequest<{ Querystring: { lang?: unknown } }>): Language {
  const { lang } = request.query;
  if (lang === 'ja' || lang === 'en') return lang;
  const preferred = (request.headers['accept-language'] ?? 'ja').split(',').map((range) => range.trim().slice(0, 2));
  return preferred.find((range) => range === 'ja' || range === 'en') === 'ja' ? 'ja' : 'en';
}
