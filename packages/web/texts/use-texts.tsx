import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { bankWords } from './bank-words.ts';
import type { Language, OtherWords, PlainValuesFor, RichValuesFor, Text, Texts } from './catalogue.ts';
import { formatDay, formatInstant, formatTime } from './dates.ts';
import { sayPlainly } from './message.ts';
import { type RichValue, sayRichly } from './rich-message.tsx';

interface Speech {
  readonly language: Language;
  /** Changes the words and keeps page and input. */
  readonly setLanguage: (language: Language) => void;
  /** Null until the service has answered for the first time. */
  readonly bank: BankView | null;
}

const SpeechContext = createContext<Speech>({ language: 'ja', setLanguage: () => {}, bank: null });

/** Around the whole page: the language, how to change it, and the bank whose words the texts use. */
export function SpeechProvider({ children, ...speech }: Speech & { children: ReactNode }) {
  const { language, setLanguage, bank } = speech;
  const value = useMemo(() => ({ language, setLanguage, bank }), [language, setLanguage, bank]);
  return <SpeechContext value={value}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  return use(SpeechContext);
}

const OtherWordsContext = createContext<OtherWords>(new Map());

/** Around pages that say some texts otherwise. */
export const InOtherWords = OtherWordsContext.Provider;

/** The texts of one catalogue in the page's language. */
export interface Spoken<C extends Texts> {
  readonly language: Language;
  /** A plain string: titles, labels, what a screen reader hears. */
  readonly t: <K extends keyof C>(id: K, ...values: PlainValuesFor<C[K]>) => string;
  /** With elements: `<b>`, `<nw>`, `<mono>` and the page's own tags; dates and numbers do not break inside. */
  readonly rich: <K extends keyof C>(id: K, ...values: RichValuesFor<C[K], ReactNode>) => ReactNode;
  /** Each paragraph (parted by an empty line) as a `<p>`; the page puts them into `<Prose>`. */
  readonly prose: <K extends keyof C>(id: K, ...values: RichValuesFor<C[K], ReactNode>) => ReactNode[];
  /** Each line as a node, for lists. */
  readonly lines: <K extends keyof C>(id: K, ...values: RichValuesFor<C[K], ReactNode>) => ReactNode[];
  /** A calendar day `YYYY-MM-DD`, an instant, and an instant's time of day, as screens 1.6 writes them. */
  readonly day: (day: string) => string;
  readonly instant: (instant: string) => string;
  readonly time: (instant: string) => string;
}

/** `const { t, rich } = useTexts(loginTexts)`: each page brings its own catalogue, so unseen pages cost nothing. */
export function useTexts<const C extends Texts>(catalogue: C): Spoken<C> {
  const { language, bank } = use(SpeechContext);
  const otherWords = use(OtherWordsContext);
  return useMemo(() => speak(catalogue, { language, bank, otherWords }), [catalogue, language, bank, otherWords]);
}

function speak<const C extends Texts>(
  catalogue: C,
  {
    language,
    bank,
    otherWords,
  }: { readonly language: Language; readonly bank: BankView | null; readonly otherWords: OtherWords },
): Spoken<C> {
  const words = bankWords(bank, language);
  const text = (id: keyof C) => {
    const own = textOf(catalogue, id);
    return otherWords.get(own) ?? own;
  };
  const say = (source: string, values: Readonly<Record<string, RichValue>> = {}) =>
    sayRichly(source, language, { ...words, ...values });
  const source = (id: keyof C) => text(id)[language];
  return {
    language,
    t: (id, ...[values]) => sayPlainly(text(id), language, { ...words, ...values }),
    rich: (id, ...[values]) => say(source(id), values),
    prose: (id, ...[values]) =>
      source(id)
        .split('\n\n')
        .map((paragraph) => <p key={paragraph}>{say(paragraph, values)}</p>),
    lines: (id, ...[values]) =>
      source(id)
        .split('\n')
        .map((line) => say(line, values)),
    day: (day) => formatDay(day, language),
    instant: (instant) => formatInstant(instant, language),
    time: (instant) => formatTime(instant, language),
  };
}

function textOf<C extends Texts>(catalogue: C, id: keyof C): Text {
  const text = catalogue[id];
  if (text === undefined) throw new RangeError(`no text ${String(id)}`);
  return text;
}
