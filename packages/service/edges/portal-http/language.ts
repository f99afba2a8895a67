import type { FastifyRequest } from 'fastify';

export type Language = 'ja' | 'en';

const languageCookie = 'koshin-language';

/** The customer's own choice, else the browser's preference between the two (RFC 9110 12.5.4), else Japanese. */
export function languageOf(request: Pick<FastifyRequest, 'headers' | 'cookies'>): Language {
  const chosen = request.cookies?.[languageCookie];
  if (chosen === 'ja' || chosen === 'en') return chosen;
  return preferred(request.headers['accept-language'] ?? '');
}

function preferred(header: string): Language {
  let best: { language: Language; quality: number } = { language: 'ja', quality: 0 };
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = (['ja', 'en'] as const).find((one) => tag === one || tag.startsWith(`${one}-`));
    if (!language) continue;
    const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
    const quality = weight ? Number(weight.trim().slice(2)) : 1;
    if (quality > best.quality) best = { language, quality };
  }
  return best.language;
}
