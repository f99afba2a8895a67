import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay } from '../calendar/calendar-day.ts';
import { instant } from '../calendar/instant.ts';
import { inOrder, type Placed } from './order-of-notices.ts';

const renewal = (noticeNo: string, expiryDate: string): Placed => ({
  kind: 'renewal',
  noticeNo,
  expiryDate: calendarDay(expiryDate),
});
const written = (noticeNo: string, at: number): Placed => ({ kind: 'written', noticeNo, publishedAt: instant(at) });
const mailed = (noticeNo: string, at: number): Placed => ({ kind: 'mailed', noticeNo, publishedAt: instant(at) });
const numbers = (notices: readonly Placed[]) => notices.map(({ noticeNo }) => noticeNo);

describe('the list of notices', () => {
  it('has renewals first, the soonest to expire on top, then the newest, whether mailed or written', () => {
    const notices = [
      written('old', 1),
      renewal('later', '2026-12-22'),
      mailed('new', 9),
      renewal('sooner', '2026-12-01'),
      written('middle', 5),
    ];
    expect(numbers(inOrder(notices))).toEqual(['sooner', 'later', 'new', 'middle', 'old']);
  });

  it('has equals in the order of their numbers', () => {
    const same = [
      written('3', 7),
      mailed('1', 7),
      renewal('9', '2026-12-22'),
      written('2', 7),
      renewal('8', '2026-12-22'),
    ];
    expect(numbers(inOrder(same))).toEqual(['8', '9', '1', '2', '3']);
  });

  it('is the same list in whatever order the notices came, and loses none', () => {
    const number = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));
    const notice = fc.oneof(
      fc.tuple(number, fc.nat(40)).map(([no, days]) => renewal(no, addDays(calendarDay('2026-12-01'), days))),
      fc.tuple(number, fc.nat(5)).map(([no, at]) => written(no, at)),
      fc.tuple(number, fc.nat(5)).map(([no, at]) => mailed(no, at)),
    );
    const apart = fc.uniqueArray(notice, { selector: ({ noticeNo }) => noticeNo });
    const twice = apart.chain((notices) =>
      fc.tuple(fc.constant(notices), fc.shuffledSubarray(notices, { minLength: notices.length })),
    );
    fc.assert(
      fc.property(twice, ([notices, shuffled]) => {
        const ordered = inOrder(notices);
        expect(inOrder(shuffled)).toEqual(ordered);
        expect(numbers(ordered).toSorted()).toEqual(numbers(notices).toSorted());
        const firstOther = ordered.findIndex(({ kind }) => kind !== 'renewal');
        if (firstOther >= 0) expect(ordered.slice(firstOther).every(({ kind }) => kind !== 'renewal')).toBe(true);
      }),
    );
  });
});
