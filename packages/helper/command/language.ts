export type Language = 'ja' | 'en';

/** What a table of words has for each thing that can be said. */
export type Words = Readonly<Record<Language, string>>;

/** As the terminal is set (POSIX locale). */
export const language: Language = /^ja/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
  ? 'ja'
  : 'en';

/** The text with each `{name}` filled in. */
export function filled(words: Words, facts: Readonly<Record<string, string | number>>, spoken = language): string {
  return words[spoken].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
