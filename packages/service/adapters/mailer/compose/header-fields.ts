import { type Charset, encodeText } from './charset.ts';

/** No line of a header is longer (RFC 2047 2, RFC 5322 2.1.1). */
const lineLength = 76;
/** One encoded word, so that it fits behind the longest name of a field that holds one. */
const wordLength = 64;

/**
 * A field of free text (RFC 5322 2.2): plain where it is printable ASCII that can be folded, otherwise in encoded words
 * (RFC 2047). Lines are folded with CRLF.
 */
export function textField(name: string, text: string, charset: Charset): string {
  const words = isPlain(text) ? text.split(' ') : encodedWords(text, charset);
  return fold(name, words);
}

/** A field of one mailbox, or of what looks like it (`List-Id`): a phrase and what stands in angle brackets. */
export function phraseField(name: string, phrase: string, inBrackets: string, charset: Charset): string {
  const quoted = `"${phrase.replace(/["\\]/g, '\\$&')}"`;
  const words = isPlain(phrase) ? quoted.split(' ') : encodedWords(phrase, charset);
  return fold(name, [...words, `<${inBrackets}>`]);
}

/** A field whose value is written as it is: short, of ASCII. */
export function plainField(name: string, value: string): string {
  return `${name}: ${value}`;
}

/** What stands in a header as it is, and what a reader does not take for something encoded. */
function isPlain(text: string): boolean {
  const visible = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text);
  return visible && !text.includes('=?') && text.split(' ').every((word) => word.length <= wordLength);
}

/** Encoded words of whole characters each, as every one is decoded alone (RFC 2047 5); base64, the "B" encoding. */
function encodedWords(text: string, charset: Charset): readonly string[] {
  const [before, after] = [`=?${charset.toUpperCase()}?B?`, '?='];
  const room = Math.floor((wordLength - before.length - after.length) / 4) * 3;
  const chunks: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (chunk !== '' && encodeText(chunk + character, charset).length > room) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk].map((each) => `${before}${encodeText(each, charset).toString('base64')}${after}`);
}

function fold(name: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of words) {
    if (line.length + 1 + word.length > lineLength && !line.endsWith(':')) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}
