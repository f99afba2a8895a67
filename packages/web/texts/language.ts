import type { Language } from './catalogue.ts';

/** One year, in seconds. */
const cookieAge = 365 * 24 * 60 * 60;

/** The cookie by which the service knows the language of the next page; it holds nothing else. */
export function languageCookie(language: Language): string {
  return `koshin-language=${language}; Path=/; Max-Age=${cookieAge}; Secure; SameSite=Lax`;
}

/** The page's language as the service wrote it into `<html lang>`; Japanese when it wrote none. */
export function languageOf(lang: string): Language {
  return lang.toLowerCase().startsWith('en') ? 'en' : 'ja';
}
