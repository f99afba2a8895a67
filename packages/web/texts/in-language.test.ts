import { describe, expect, it } from 'vitest';
import { inLanguage } from './in-language.ts';

describe('what a bank wrote in two languages', () => {
  it('is read in the page’s own', () => {
    expect(inLanguage({ ja: '休業', en: 'Closed' }, 'ja')).toEqual({ words: '休業', lang: undefined });
    expect(inLanguage({ ja: '休業', en: 'Closed' }, 'en')).toEqual({ words: 'Closed', lang: undefined });
  });

  it('is read in the other one, which is named, where its own is empty', () => {
    expect(inLanguage({ ja: '休業', en: '' }, 'en')).toEqual({ words: '休業', lang: 'ja' });
    expect(inLanguage({ ja: [], en: ['a'] }, 'ja')).toEqual({ words: ['a'], lang: 'en' });
  });

  it('is nothing in the page’s own where both are empty', () => {
    expect(inLanguage({ ja: '', en: '' }, 'en')).toEqual({ words: '', lang: undefined });
  });
});
