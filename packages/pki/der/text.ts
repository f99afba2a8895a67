import { tags } from './tags.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
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
  if (tag === tags.utf8String) return decodeUtf8(content);
  if (tag === tags.bmpString) return decodeUtf16(content);
  const text = String.fromCharCode(...content.subarray(0, 32_768));
  if (content.length > 32_768) return undefined;
  if (tag === tags.printableString) return isPrintable(text) ? text : undefined;
  if (tag === tags.ia5String) return isIa5(text) ? text : undefined;
  return undefined;
}

function decodeUtf8(content: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(content);
  } catch {
    return undefined;
  }
}

function decodeUtf16(content: Uint8Array): string | undefined {
  if (content.length % 2 !== 0 || content.length > 32_768) return undefined;
  const units = Array.from({ length: content.length / 2 }, (_, at) => {
    return ((content[2 * at] ?? 0) << 8) | (content[2 * at + 1] ?? 0);
  });
  const text = String.fromCharCode(...units);
  return text.isWellFormed() ? text : undefined;
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
