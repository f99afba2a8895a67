import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from './page-of.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('a page', () => {
  it.each([
    [1, [1, 2, 3], 1],
    [2, [4, 5, 6], 2],
    [3, [7], 3],
    [4, [7], 3],
    [9999, [7], 3],
  ])('%i of seven, three on each', (page, items, shown) => {
    expect(pageOf(upTo(7), { page, perPage: 3 })).toEqual({ items, page: shown, pages: 3 });
  });

  it('of nothing is one, and empty', () => {
    expect(pageOf([], { page: 5, perPage: 20 })).toEqual({ items: [], page: 1, pages: 1 });
  });

  it('after page holds everything once, in order; none is empty or larger than it may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 30 }), (count, perPage) => {
        const all = upTo(count);
        const { pages } = pageOf(all, { page: 1, perPage });
        const shown = upTo(pages).map((page) => pageOf(all, { page, perPage }).items);
        expect(shown.flat()).toEqual(all);
        for (const { length } of shown) expect(length > 0 && length <= perPage).toBe(true);
        expect(pageOf(all, { page: pages + 1, perPage }).items).toEqual(shown.at(-1));
      }),
    );
  });
});
