import type { IncomingHttpHeaders } from 'node:http';
import type { Validators } from './conditional-request.ts';

/** Both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What of a representation of `length` octets (at least one) a GET asks for (RFC 9110 14.2). Several ranges, other units,
 * what is no range at all, and an If-Range that names another representation get the whole, as the standard allows.
 */
export function rangeOf(
  headers: IncomingHttpHeaders,
  { etag, lastModified, length }: Validators & { readonly length: number },
): ByteRange | 'whole' | 'unsatisfiable' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(headers.range ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  const condition = headers['if-range'];
  const other = condition !== undefined && condition !== etag && Date.parse(condition.toString()) !== lastModified;
  if (other) return 'whole';
  if (from === '') {
    const count = Math.min(Number(to), length);
    return count === 0 ? 'unsatisfiable' : { first: length - count, last: length - 1 };
  }
  const first = Number(from);
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first >= length ? 'unsatisfiable' : { first, last };
}
