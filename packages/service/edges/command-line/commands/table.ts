/** Rows under a head, in columns as wide as their widest entry; characters of full width count twice. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(width)));
  return [head, ...rows].map((row) =>
    row
      .map((entry, column) => entry + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(entry))))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns on a terminal: East Asian wide and full-width characters take two (UAX #11). */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
