/** A row for each name with its meaning. */
export function meanings(words: Readonly<Record<string, string>>): string[][] {
  return Object.entries(words).map(([name, meaning]) => [`\`${name}\``, meaning]);
}

/** Lines of a Markdown table: its head, the rule below it, its rows. */
export function renderRows(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
}
