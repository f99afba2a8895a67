import { describe, expect, it } from 'vitest';
import { harmlessName } from './harmless-name.ts';

describe('a name in a letter (R28)', () => {
  it.each([
    ['例示商事株式会社'],
    ['見本 花子'],
    ['Reiji Trading Co., Ltd.'],
    ['J.P. Example & Sons'],
    ['ＡＢＣ・ＤＥＦ（株）'],
    ['𠮷野 髙'],
    ['Division 3: Sales'],
  ])('stays as it is: %s', (name) => {
    expect(harmlessName(name)).toBe(name);
  });

  it.each([
    ['https://evil.example/', 'https：//evil．example/'],
    ['www.x.jp', 'www．x．jp'],
    ['mailto:a@evil.example', 'mailto：a＠evil．example'],
    ['tel:0120000000', 'tel：0120000000'],
    ['例.jp', '例．jp'],
  ])('is no address any more: %s', (name, harmless) => {
    expect(harmlessName(name)).toBe(harmless);
  });

  it('is one line, in its own direction, and well-formed', () => {
    expect(harmlessName(' a\r\n\tb\u2028c\u0000d ')).toBe('a b c d');
    expect(harmlessName('a\u202eb\u200bc')).toBe('abc');
    expect(harmlessName('a\ud800')).toBe('a\ufffd');
  });
});
