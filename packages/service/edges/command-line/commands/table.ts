import type { PagedOutcome } from '../framework/command-spec.ts';

type Row = readonly string[];

/** Rows under a head, in columns as wide as their widest entry; characters of full width count twice. */
export function table(head: Row, rows: readonly Row[]): string[] {
  return aligned([head, ...rows], widthsOf([head, ...rows]));
}

/**
 * The same of more rows than fit into the memory: a later page has the columns of those before it, or wider ones where
 * something in it needs that.
 */
export function pagesOf<One>(
  pages: AsyncIterable<readonly One[]>,
  { head, row, json }: { readonly head: Row; row(one: One): Row; json(one: One): unknown },
): PagedOutcome {
  return { pages: lines(), items: items() };

  async function* lines(): AsyncGenerator<string> {
    let widths: readonly number[] | null = null;
    for await (const page of pages) {
      const rows = page.map(row);
      const first = widths === null ? [head] : [];
      widths = widthsOf([...first, ...rows], widths ?? []);
      yield* aligned([...first, ...rows], widths);
    }
    if (widths === null) yield* table(head, []);
  }

  async function* items(): AsyncGenerator<unknown> {
    for await (const page of pages) for (const one of page) yield json(one);
  }
}

function widthsOf(rows: readonly Row[], atLeast: readonly number[] = []): readonly number[] {
  const columns = rows[0]?.length ?? atLeast.length;
  return Array.from({ length: columns }, (_, column) =>
    Math.max(atLeast[column] ?? 0, ...rows.map((row) => width(row[column] ?? ''))),
  );
}

function aligned(rows: readonly Row[], widths: readonly number[]): string[] {
  return rows.map((row) =>
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
