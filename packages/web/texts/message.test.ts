import { describe, expect, it } from 'vitest';
import { sayPlainly, tagsOf } from './message.ts';
import { shared } from './shared.ts';

describe('a text as a plain string', () => {
  it('fills placeholders and keeps what tags enclose', () => {
    const text = { ja: '<b>{name}</b>の<link>{thing}</link>', en: '<link>{thing}</link> of <b>{name}</b>' };
    expect(sayPlainly(text, 'ja', { name: '見本', thing: '鍵' })).toBe('見本の鍵');
    expect(sayPlainly(text, 'en', { name: 'Mihon', thing: 'key' })).toBe('key of Mihon');
  });

  it('counts in English (ICU plurals)', () => {
    expect(sayPlainly(shared.daysLeft, 'en', { days: 1 })).toBe('1 day left');
    expect(sayPlainly(shared.daysLeft, 'en', { days: 12 })).toBe('12 days left');
    expect(sayPlainly(shared.daysLeft, 'ja', { days: 12 })).toBe('あと12日');
  });

  it('fails rather than showing half a sentence', () => {
    expect(() => sayPlainly({ ja: '{date}まで', en: 'until {date}' }, 'ja', {})).toThrow();
  });

  it('leaves apostrophes before ordinary letters alone', () => {
    expect(sayPlainly({ ja: 'x', en: "{name}'s own; can't" }, 'en', { name: 'A' })).toBe("A's own; can't");
  });

  it('names the tags of a message once each', () => {
    expect(tagsOf('<b>a</b> <link>b</link> <b>c</b>')).toEqual(['b', 'link']);
  });
});
