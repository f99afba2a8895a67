import type { Difference } from '../rule.ts';

/** Not https: whoever fetches it may need the answer to check that very connection (RFC 5280 8). */
export function unlessHttp(what: string, urls: readonly string[] | undefined): Difference | undefined {
  const [url, ...more] = urls ?? [];
  if (url !== undefined && more.length === 0 && /^http:\/\/[^/?#]+\//.test(url)) return undefined;
  return { expected: `one http URL ${what}`, got: urls?.join(', ') || 'none' };
}
