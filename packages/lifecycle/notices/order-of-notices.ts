import type { CalendarDay } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';

/** What decides where a notice stands in the list. */
export type Placed = { readonly noticeNo: string } & (
  | { readonly kind: 'renewal'; readonly expiryDate: CalendarDay }
  | { readonly kind: 'mailed' | 'written'; readonly publishedAt: Instant }
);

/**
 * Renewal notices first, the one that expires first on top (screens, notice.list); then the newest first. Equals stand in
 * the order of their numbers, so that a page never shows what another page has shown.
 */
export function inOrder<Notice extends Placed>(notices: readonly Notice[]): readonly Notice[] {
  return notices.toSorted((a, b) => comparePlaces(a, b) || compare(a.noticeNo, b.noticeNo));
}

function comparePlaces(a: Placed, b: Placed): number {
  if (a.kind === 'renewal') return b.kind === 'renewal' ? compare(a.expiryDate, b.expiryDate) : -1;
  return b.kind === 'renewal' ? 1 : b.publishedAt - a.publishedAt;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
