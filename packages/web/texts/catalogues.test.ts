import { describe, expect, it } from 'vitest';
import { bankPlaceholders, type Language, languages, type Text, type Texts } from './catalogue.ts';
import { compile, tagsOf } from './message.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true });

/** What is said in the place of other texts, beside those. */
const otherWords: (readonly [instead: Text, other: Text])[] = Object.values(modules).flatMap((module) =>
  Object.values(module)
    .filter((one): one is Map<Text, Text> => one instanceof Map)
    .flatMap((words) => [...words]),
);

const inCatalogues = Object.entries(modules).flatMap(([path, module]) =>
  Object.values(module)
    .filter(isCatalogue)
    .flatMap((catalogue) => Object.entries(catalogue).map(([id, text]) => [`${path.slice(2)} ${id}`, text] as const)),
);

/** Every text, by the catalogue as `login.ts start.title`, or by what it is said instead of. */
const texts: (readonly [name: string, text: Text])[] = [
  ...inCatalogues,
  ...otherWords.map(([instead, other]) => [`instead of ${instead.en}`, other] as const),
];

function isCatalogue(exported: unknown): exported is Texts {
  return (
    typeof exported === 'object' &&
    exported !== null &&
    Object.values(exported).length > 0 &&
    Object.values(exported).every((one) => typeof one === 'object' && one !== null && 'ja' in one && 'en' in one)
  );
}

/** The values a message asks for beside the bank's own words, wherever they stand in it. */
function placeholders(source: string, language: Language): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && 'value' in node && typeof node.value === 'string' && !wordsOnly.has(Number(node.type))) {
      names.add(node.value);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(compile(source, language).getAst());
  for (const given of bankPlaceholders) names.delete(given);
  return [...names].sort();
}

/** The kinds of node whose value is no name: literal text and tags (ICU message AST). */
const wordsOnly = new Set([0, 8]);

/** Elements that change nothing but how the words are set. */
const tags = (source: string): string[] =>
  tagsOf(source)
    .filter((tag) => !['nw', 'label', 'mono'].includes(tag))
    .sort();

const failing = (claim: (text: Text) => boolean): string[] =>
  texts.filter(([, text]) => !claim(text)).map(([name]) => name);

function isMessage(source: string, language: Language): boolean {
  try {
    compile(source, language);
    return source.trim() !== '';
  } catch {
    return false;
  }
}

describe('the catalogues', () => {
  it('are found', () => {
    expect(texts.length).toBeGreaterThan(150);
  });

  it('are messages in both languages', () => {
    expect(failing((text) => languages.every((language) => isMessage(text[language], language)))).toEqual([]);
  });

  it('ask for the same values and elements in both languages', () => {
    expect(failing(({ ja, en }) => `${placeholders(ja, 'ja')}` === `${placeholders(en, 'en')}`)).toEqual([]);
    expect(failing(({ ja, en }) => `${tags(ja)}` === `${tags(en)}`)).toEqual([]);
  });

  it('have no Japanese in their English', () => {
    expect(failing(({ en }) => !/[\u3040-\u30ff\u4e00-\u9fff]/.test(en))).toEqual([]);
  });

  it('ask in the place of others for nothing that those are not given', () => {
    const said = new Set<Text>(inCatalogues.map(([, text]) => text));
    const unfit = otherWords.filter(([instead, other]) =>
      languages.some((language) => {
        const given = [...placeholders(instead[language], language), ...tags(instead[language])];
        const asked = [...placeholders(other[language], language), ...tags(other[language])];
        return !said.has(instead) || !asked.every((one) => given.includes(one));
      }),
    );
    expect(otherWords.length).toBeGreaterThan(20);
    expect(unfit).toEqual([]);
  });

  it('say the shared sentences in one place only', () => {
    for (const sentence of ['引き続きご利用いただけます', 'お預かりしたりすることはありません', 'お問い合わせ番号']) {
      const places = failing(({ ja }) => !ja.includes(sentence));
      expect(places).toHaveLength(1);
      expect(places[0]).toMatch(/^shared\.ts /);
    }
  });

  it('blame nobody and hurry nobody (screens 1.1)', () => {
    expect(failing(({ ja }) => !/至急|必ず|不正|失敗しました|エラーが発生しました|間違っています/.test(ja))).toEqual(
      [],
    );
  });
});
