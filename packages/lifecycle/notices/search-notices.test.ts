import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchFor } from './search-notices.ts';

const texts = ['システム点検のお知らせ', 'Notice of System Maintenance', '48210937'];

describe('the search', () => {
  it.each([
    '点検',
    'しすてむ',
    'ｼｽﾃﾑ',
    'システム',
    'system',
    'ＳＹＳＴＥＭ',
    '4821-0937',
    '48210937',
    '４８２１－０９３７',
    '4821ー0937',
    '4821−0937',
    '4821-09',
    '0937',
    '点検 お知らせ',
    'お知らせ　点検',
    '  maintenance 4821 ',
    '',
    '　',
  ])('finds by «%s»', (typed) => {
    expect(searchFor(typed)(texts)).toBe(true);
  });

  it.each(['点検 休業', 'maintenances', '4821-0938', '4821--0937', '点　検'.replace('　', '・')])(
    'finds nothing by «%s»',
    (typed) => {
      expect(searchFor(typed)(texts)).toBe(false);
    },
  );

  it('keeps the mark of long vowels where it is one', () => {
    expect(searchFor('サーバー')(['サーバーの交換'])).toBe(true);
    expect(searchFor('サーバ交')(['サーバー交換'])).toBe(false);
  });

  it('joins half-width letters with their marks, as full-width ones are', () => {
    expect(searchFor('ﾊﾟｽﾜｰﾄﾞ')(['ログインパスワードの変更'])).toBe(true);
    expect(searchFor('ゔぁいおりん')(['ヴァイオリン教室'])).toBe(true);
  });

  it('finds every text by itself, by any part of it, in any case, and never throws', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => /\S/u.test(text));
    fc.assert(
      fc.property(word, fc.string(), (own, typed) => {
        expect(searchFor(own)([`前 ${own} 後`])).toBe(true);
        expect(typeof searchFor(typed)([own])).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'アイウヴァーがぱabc1-'), minLength: 1 }), (own) => {
        const other = searchFor(own)([own.toUpperCase()]);
        expect(other).toBe(true);
      }),
    );
  });
});
