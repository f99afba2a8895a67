import { tags } from './tags.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: IA5String is all of ASCII (X.680 41)
const ia5 = /^[\x00-\x7f]*$/;

export const isPrintable = (text: string): boolean => printable.test(text);
export const isIa5 = (text: string): boolean => ia5.test(text);

/**
 * The text of a character string's content octets, or `undefined` when the type is none of UTF8String, PrintableString,
 * IA5String, BMPString, or the octets are not of its character set (X.680 41).
 */
export function decodeTextContent(tag: number, content: Uint8Array): string | undefined {
  if (tag === tags.bmpString) return decodeStrictly(utf16, content);
  const text = decodeStrictly(utf8, content);
  if (tag === tags.utf8String || text === undefined) return text;
  const ofCharacterSet = tag === tags.printableString ? isPrintable(text) : tag === tags.ia5String && isIa5(text);
  return ofCharacterSet ? text : undefined;
}

function decodeStrictly(decoder: typeof utf8, content: Uint8Array): string | undefined {
  try {
    return decoder.decode(content);
  } catch {
    return undefined;
  }
}

/** UTF-16, big-endian: the octets of a BMPString, and of a PKCS#12 password before its terminator. */
export function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[2 * at] = unit >> 8;
    octets[2 * at + 1] = unit & 0xff;
  }
  return octets;
}
