import { NoticeQuery } from '@koshin/wire/portal/notice-messages.ts';
import fc from 'fast-check';
import { Check } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { addressOf, longestSearch, placeIn, wordsOf } from './notice-place.ts';

const parse = (address: string) => Object.fromEntries(new URLSearchParams(address));

const places = fc.record({
  search: fc.string({ unit: 'binary', maxLength: longestSearch + 20 }).map(wordsOf),
  page: fc.integer({ min: 1, max: 9999 }),
});

describe('the address of a page of 重要なお知らせ', () => {
  it('is bare for the first page of all notices', () => {
    expect(addressOf({ search: '', page: 1 })).toBe('');
  });

  it('names what is not the first page, and what is looked for', () => {
    expect(addressOf({ search: '', page: 2 })).toBe('?page=2');
    expect(addressOf({ search: '年末 年始', page: 1 })).toBe('?search=%E5%B9%B4%E6%9C%AB+%E5%B9%B4%E5%A7%8B');
  });

  it('leads back to the same place, whatever is looked for', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(placeIn(parse(addressOf(place)))).toEqual(place);
      }),
    );
  });

  it('is always a query that the service takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (search, page) => {
        expect(Check(NoticeQuery, placeIn({ search, page }))).toBe(true);
      }),
    );
  });

  it.each(['0', '-1', '1.5', '1e3', '10000', 'zwei', '', '２'])('is that of the first page for page=%s', (page) => {
    expect(placeIn({ page })).toEqual({ search: '', page: 1 });
  });

  it('is that of all notices for blanks', () => {
    expect(placeIn({ search: ' \u3000 ' })).toEqual({ search: '', page: 1 });
  });
});
