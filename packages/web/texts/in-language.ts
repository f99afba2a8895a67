import type { Language } from './catalogue.ts';

/** What the bank wrote, in the page's language where there is any, else in the other one, which is then named. */
export interface InLanguage<Words> {
  readonly words: Words;
  /** For `lang`; undefined where it is the page's own. */
  readonly lang: Language | undefined;
}

export function inLanguage<Words extends { readonly length: number }>(
  written: Readonly<Record<Language, Words>>,
  language: Language,
): InLanguage<Words> {
  const other = language === 'ja' ? 'en' : 'ja';
  const missing = written[language].length === 0 && written[other].length > 0;
  return missing ? { words: written[other], lang: other } : { words: written[language], lang: undefined };
}
