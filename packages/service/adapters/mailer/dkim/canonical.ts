/** A header field as it stands in a message, its folds included, without the CRLF at its end. */
export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly text: string;
}

/**
 * Splits a raw message; its octets as Latin-1, so that lengths and octets stay the same.
 * Throws RangeError for a message that has no empty line after its header, lines that do not end with CRLF, or a header
 * line that is no field: signed, it would be another message after the first server that mends it.
 */
export function splitMessage(raw: Uint8Array): { readonly fields: readonly HeaderField[]; readonly body: string } {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  if (/\r(?!\n)|(?<!\r)\n/.test(text)) throw new RangeError('expected a message whose lines end with CRLF');
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) throw new RangeError('expected a message with an empty line after its header');
  const fields = text
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((field) => {
      const name = /^([!-9;-~]+)[ \t]*:/.exec(field)?.[1];
      if (name === undefined) throw new RangeError(`expected a header field, got ${JSON.stringify(field)}`);
      return { name: name.toLowerCase(), text: field };
    });
  return { fields, body: text.slice(end + 4) };
}

/** The relaxed form of a field (RFC 6376 3.4.2), without CRLF at its end. */
export function relaxedField({ name, text }: HeaderField): string {
  const value = text.slice(text.indexOf(':') + 1);
  return `${name}:${value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')}`;
}

/** The relaxed form of a body (RFC 6376 3.4.4). */
export function relaxedBody(body: string): string {
  const lines = body
    .replace(/[ \t]+/g, ' ')
    .replaceAll(' \r\n', '\r\n')
    .replace(/ $/, '');
  let end = lines.length;
  while (end >= 2 && lines.endsWith('\r\n', end)) end -= 2;
  return end === 0 ? '' : `${lines.slice(0, end)}\r\n`;
}
