export type Language = 'ja' | 'en';

/** The language of the person at the terminal, by the variables that POSIX names for messages, first come first. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^ja(_|\.|-|$)/i.test(locale) ? 'ja' : 'en';
}
