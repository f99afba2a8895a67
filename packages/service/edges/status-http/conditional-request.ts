import type { IncomingHttpHeaders } from 'node:http';

/** By what a reader knows again what it has. */
export interface Validators {
  /** Strong (RFC 9110 8.8.3), with its quotes. */
  readonly etag: string;
  /** Milliseconds UTC, in whole seconds. */
  readonly lastModified: number;
}

/** Whether a GET or HEAD is to be answered 304 (RFC 9110 13.2.2): by the ETag, and by the date only where none is given. */
export function isFresh(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const given = headers['if-none-match'];
  if (given !== undefined) return given.trim() === '*' || etagsIn(given).includes(etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return lastModified <= since;
}

/** Weak ones count as the same, as If-None-Match compares weakly (13.1.2). */
function etagsIn(list: string): readonly string[] {
  return [...list.matchAll(/(?:W\/)?("[^"]*")/g)].map(([, etag = '']) => etag);
}
