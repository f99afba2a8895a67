import type { Language } from '../language.ts';

/** The same said in both languages. */
export type Words = Readonly<Record<Language, string>>;
