export type Language = 'ja' | 'en';

/** One text in both languages, with `{placeholders}`. */
export type Text = Readonly<Record<Language, string>>;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What the placeholders of a text stand for; more may be given. */
type ValuesFor<S extends string> = Readonly<Record<NamesIn<S>, string>>;

/** The text with its placeholders replaced. Values are put in as they are: braces in a name mean nothing. */
export function fill<S extends string>(text: S, values: ValuesFor<S>): string {
  const known = new Map<string, string>(Object.entries(values));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new RangeError(`no value for {${name}} of a letter`);
    return value;
  });
}

/** Sentences of one paragraph, parted as the language parts them. */
export function joinSentences(language: Language, sentences: readonly string[]): string {
  return sentences.join(language === 'ja' ? '' : ' ');
}
