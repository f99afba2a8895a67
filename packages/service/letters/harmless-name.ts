/**
 * A name as it may stand in a letter. Whoever may choose a name must not thereby write a line of the bank's, turn the
 * direction of its text, or bring a link into it (R28): readers make one of anything that looks like an address. Line breaks
 * and other controls become spaces, marks that nobody sees go, and the signs that make an address (`@`, `:` and `.` inside a
 * word) become full-width, which people read alike. `J.P.` and `Co., Ltd.` stay.
 */
export function harmlessName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\p{Bidi_Control}\u200b\u2060\ufeff]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/@/g, '＠')
    .replace(/(?<=\p{L}):(?=\S)/gu, '：')
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=[\p{L}\p{N}_-]{2})|(?<=\bwww)\./giu, '．')
    .trim();
}
