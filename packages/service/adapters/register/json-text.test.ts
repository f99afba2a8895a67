import { describe, expect, it } from 'vitest';
import { factsFrom, localizedFrom, textsFrom } from './json-text.ts';

describe('structures kept as JSON text', () => {
  it('are read back', () => {
    expect(localizedFrom('{"ja":"当金庫","en":"we"}')).toEqual({ ja: '当金庫', en: 'we' });
    expect(factsFrom('{"a":1,"b":"x","c":true,"d":null}')).toEqual({ a: 1, b: 'x', c: true, d: null });
    expect(textsFrom('["a","b"]')).toEqual(['a', 'b']);
  });

  it.each([
    [localizedFrom, '{"ja":"当金庫"}'],
    [localizedFrom, 'null'],
    [localizedFrom, '["ja","en"]'],
    [factsFrom, '{"a":{"b":1}}'],
    [factsFrom, '[]'],
    [factsFrom, '"a"'],
    [textsFrom, '{"0":"a"}'],
    [textsFrom, '["a",1]'],
  ])('of another form are told instead of handed on: %o of %s', (read, text) => {
    expect(() => read(text)).toThrow('a structure of another form');
  });
});
