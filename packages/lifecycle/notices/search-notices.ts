/**
 * Whether what somebody typed is found in these texts: every word of it in any of them, as a part. Width, case and the
 * kind of kana make no difference (Unicode NFKC; katakana as hiragana), nor does the hyphen of a number like `1234-5678`.
 * Without a word everything is found.
 */
export function searchFor(typed: string): (texts: readonly string[]) => boolean {
  const words = folded(typed).split(/\s+/u).filter(Boolean);
  return (texts) => {
    const all = texts.map(folded);
    return words.every((word) => all.some((text) => text.includes(word)));
  };
}

/** What an input method makes of the hyphen key between two digits, the mark of long vowels among it. */
const hyphens = /(?<=\d)[-\u2010-\u2015\u2212\u30fc](?=\d)/gu;
const katakana = /[\u30a1-\u30f6\u30fd\u30fe]/gu;

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(hyphens, '')
    .replace(katakana, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60));
}
