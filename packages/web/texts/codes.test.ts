import { describe, expect, it } from 'vitest';
import { formatNumber, groupsOfFour, hasFullWidth, toHalfWidthId } from './codes.ts';

describe('serials, numbers and typed IDs (screens 1.7, 1.9)', () => {
  it('cuts a serial into groups of four upper-case digits', () => {
    expect(groupsOfFour('3f7a91c204')).toEqual(['3F7A', '91C2', '04']);
    expect(groupsOfFour('')).toEqual([]);
  });

  it('writes eight digits with a hyphen and leaves others alone', () => {
    expect(formatNumber('48210937')).toBe('4821-0937');
    expect(formatNumber('3917-2046')).toBe('3917-2046');
  });

  it('accepts an ID in any width and keeps its hyphens', () => {
    expect(toHalfWidthId(' ａｏｂａ－ｓａｋｕｒａ ')).toBe('aoba-sakura');
    expect(toHalfWidthId('aobaーsakura')).toBe('aoba-sakura');
    expect(toHalfWidthId('ａｏｂａ　01')).toBe('aoba01');
  });

  it('sees full-width characters in a password and no others', () => {
    expect(hasFullWidth('Ｐass')).toBe(true);
    expect(hasFullWidth('ぱす')).toBe(true);
    expect(hasFullWidth('pass　word')).toBe(true);
    expect(hasFullWidth('Pa$$ wörd-123!')).toBe(false);
  });
});
