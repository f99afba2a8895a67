import { encodeIso2022Jp } from './iso-2022-jp.ts';

export type Charset = 'utf-8' | 'iso-2022-jp';

/** The bank's charset where it has all of these characters, otherwise UTF-8: no name is ever written with gaps. */
export function charsetFor(wanted: Charset, texts: readonly string[]): Charset {
  return wanted === 'iso-2022-jp' && texts.every((text) => encodeIso2022Jp(text) !== null) ? wanted : 'utf-8';
}

/** Throws RangeError for text that the charset does not have: {@link charsetFor} comes first. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const octets = encodeIso2022Jp(text);
  if (octets === null) throw new RangeError('a character that ISO-2022-JP does not have');
  return Buffer.from(octets);
}
