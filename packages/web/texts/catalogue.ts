/** The portal's two languages; the first is the bank's own. */
export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

/** One text in both languages: ICU MessageFormat with tags; `\n\n` parts paragraphs. */
export type Text = Readonly<Record<Language, string>>;

/** Texts of one area by id; declared `as const satisfies Texts`, so that their placeholders are known to the compiler. */
export type Texts = Readonly<Record<string, Text>>;

/**
 * Texts that are said in the place of others: where the same pages lead to something else. What is not in it is said as it
 * stands.
 */
export type OtherWords = ReadonlyMap<Text, Text>;

/** The placeholder's name at the start of what follows an opening brace; ICU arguments end their name with a comma. */
type NameAt<S extends string> = S extends `${infer Inside}}${string}`
  ? Inside extends `${infer Name},${string}`
    ? Name
    : Inside
  : never;

type NamesIn<S extends string> = S extends `${string}{${infer Rest}` ? NameAt<Rest> | NamesIn<Rest> : never;

/** The placeholders of a text, read from its Japanese (which needs no plurals); a test holds the English to the same. */
export type PlaceholderOf<T extends Text> = NamesIn<T['ja']>;

/** Placeholders that every text may use without being given: the bank's own words (`bankWords`). */
export const bankPlaceholders = [
  'bankName',
  'serviceName',
  'bankSelf',
  'helpDesk',
  'phone',
  'phoneHours',
  'portalHost',
  'presentationDomain',
  'neverAsked',
] as const;
export type BankPlaceholder = (typeof bankPlaceholders)[number];

type Asked<T extends Text> = Exclude<PlaceholderOf<T>, BankPlaceholder>;

/** The values a plain text still asks for, as the last argument: absent when there are none. */
export type PlainValuesFor<T extends Text> = [Asked<T>] extends [never]
  ? []
  : [values: Readonly<Record<Asked<T>, string | number>>];

/** Tags that every text may use: bold, unbreakable, a reference number, a code, a certificate's label, an afterthought. */
type KnownTag = 'b' | 'nw' | 'ref' | 'mono' | 'label' | 'after';

type TagsIn<S extends string> = S extends `${string}<${infer Tag}>${infer Rest}`
  ? (Tag extends `/${string}` ? never : Tag) | TagsIn<Rest>
  : never;

/** The tags of a text for which the page brings the element, such as `<link>`. */
export type TagOf<T extends Text> = Exclude<TagsIn<T['ja']>, KnownTag>;

/** As `PlainValuesFor`, for a text with elements: nodes for placeholders, a function for each tag. */
export type RichValuesFor<T extends Text, Node> = [Asked<T> | TagOf<T>] extends [never]
  ? []
  : [values: Readonly<Record<Asked<T>, Node> & Record<TagOf<T>, (inside: Node) => Node>>];
