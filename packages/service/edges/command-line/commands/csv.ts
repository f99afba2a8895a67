/**
 * Lines of CSV (RFC 4180) under a head, the first with a byte order mark, without which spreadsheet programs take UTF-8
 * for another encoding. What such a program would take for a formula begins with an apostrophe: a server's answer is a
 * stranger's text.
 */
export async function* csv(head: readonly string[], rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  yield `\ufeff${line(head)}`;
  for await (const row of rows) yield line(row);
}

function line(row: readonly string[]): string {
  // Who writes it out ends the line.
  return `${row.map(field).join(',')}\r`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
