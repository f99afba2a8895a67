const esc = 0x1b;
/** `ESC $ B`: JIS X 0208-1983. `ESC ( B`: ASCII (RFC 1468). */
const toJisX0208 = [esc, 0x24, 0x42];
const toAscii = [esc, 0x28, 0x42];

/**
 * Text as ISO-2022-JP (RFC 1468): ASCII and JIS X 0208, each run of kanji and kana between its escapes, and ASCII at the end.
 * Null where a character is in neither, or is one of the few that readers decode differently: those go out as UTF-8.
 */
export function encodeIso2022Jp(text: string): Uint8Array<ArrayBuffer> | null {
  const octets: number[] = [];
  let inJis = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const position = code < 0x80 ? undefined : jisPositions().get(character);
    if (position === undefined ? code >= 0x80 || code === esc : false) return null;
    if (inJis !== (position !== undefined)) octets.push(...(inJis ? toAscii : toJisX0208));
    inJis = position !== undefined;
    octets.push(...(position ?? [code]));
  }
  if (inJis) octets.push(...toAscii);
  return Uint8Array.from(octets);
}

type Position = readonly [row: number, cell: number];

/**
 * Long dash, wave dash, double line, minus, cent, pound, not: Windows and the others take them for different characters of
 * Unicode, so whoever reads them may see a gap.
 */
const ambiguous: ReadonlySet<number> = new Set([0x213d, 0x2141, 0x2142, 0x215d, 0x2171, 0x2172, 0x224c]);

let positions: ReadonlyMap<string, Position> | undefined;

/** Made once, when the first letter wants it, from what the platform's decoder of EUC-JP knows. */
function jisPositions(): ReadonlyMap<string, Position> {
  positions ??= makePositions();
  return positions;
}

function makePositions(): ReadonlyMap<string, Position> {
  const decoder = new TextDecoder('euc-jp');
  const table = new Map<string, Position>();
  for (let row = 0x21; row <= 0x74; row++) {
    // Rows 9 to 15 are not of the standard: circled numbers and the like.
    if (row >= 0x29 && row <= 0x2f) continue;
    for (let cell = 0x21; cell <= 0x7e; cell++) {
      const character = decoder.decode(Uint8Array.of(row | 0x80, cell | 0x80));
      const isOne = [...character].length === 1 && character !== '\ufffd' && !/\p{Co}/u.test(character);
      if (isOne && !ambiguous.has(row * 0x100 + cell)) table.set(character, [row, cell]);
    }
  }
  return table;
}
