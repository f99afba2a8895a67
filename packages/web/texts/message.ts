import { IntlMessageFormat } from 'intl-messageformat';
import type { Language, Text } from './catalogue.ts';

const compiled = new Map<string, IntlMessageFormat>();

/** The message of a text in one language, compiled once per page (ICU MessageFormat). */
export function compile(source: string, language: Language): IntlMessageFormat {
  const key = `${language}:${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const fresh = new IntlMessageFormat(source, language);
  compiled.set(key, fresh);
  return fresh;
}

/** The names of the tags in a message. */
export function tagsOf(source: string): string[] {
  return [...new Set([...source.matchAll(/<([a-zA-Z]+)>/g)].map(([, name]) => name ?? ''))];
}

const inside = (chunks: (string | object)[]): string => chunks.join('');

/**
 * The text as a plain string, for window titles, labels and what is spoken; of a tag remains what it encloses.
 * Throws when a placeholder has no value: a page must not show half a sentence.
 */
export function sayPlainly(text: Text, language: Language, values: Readonly<Record<string, string | number>>): string {
  const source = text[language];
  const tags = Object.fromEntries(tagsOf(source).map((tag) => [tag, inside]));
  return compile(source, language)
    .formatToParts<string>({ ...tags, ...values })
    .map((part) => String(part.value))
    .join('');
}
