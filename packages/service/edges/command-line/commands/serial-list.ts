import { serialIn } from './serial-operand.ts';

/** A list of which nothing may be done, as one of its lines says something else. */
export class NoSerialList extends Error {
  override readonly name = 'NoSerialList';
}

/**
 * The serial numbers of a list, in its order: one on each line, or CSV (RFC 4180, fields without line breaks) whose
 * first line names a column `serial`. Blank lines and what follows a `#` count for nothing. Throws {@link NoSerialList}
 * with the number of the first line that is neither.
 */
export function serialsIn(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line, at) => ({ words: line.replace(/#.*/, '').trim(), at: at + 1 }));
  const [first, ...others] = lines.filter(({ words }) => words !== '');
  if (!first) throw new NoSerialList('there is no serial number in the list');
  const column = fieldsOf(first.words).findIndex((field) => field.toLowerCase() === 'serial');
  return (column < 0 ? [first, ...others] : others).map(({ words, at }) => {
    const field = column < 0 ? words : (fieldsOf(words)[column] ?? '');
    const serial = serialIn(field);
    if (serial === null)
      throw new NoSerialList(`line ${at}: ${JSON.stringify(field.slice(0, 80))} is no serial number in hex`);
    return serial;
  });
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}
