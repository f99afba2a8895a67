import { portalPaths } from '@koshin/wire/portal/paths.ts';

/** The `Date` header has whole seconds (RFC 9110 6.6.1): on average it is half a second behind. */
const headerLag = 500;

/**
 * How far this PC's clock is from the service's, in minutes. From the `Date` header, which is the machine's own clock
 * also where a demo plays on another day; null without an answer or a header.
 */
export async function measureClockSkew(): Promise<number | null> {
  const asked = Date.now();
  const answer = await fetch(portalPaths.session, { cache: 'no-store' }).catch(() => null);
  const answered = Date.now();
  const date = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(date)) return null;
  return Math.abs(date + headerLag - (asked + answered) / 2) / 60_000;
}
