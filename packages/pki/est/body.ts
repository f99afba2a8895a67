import { DerError } from '../der/error.ts';
import { tags } from '../der/tags.ts';

/** What stands between the characters of base64 and says nothing: blank, tab, carriage return, line feed. */
const whiteSpace = new Set([0x20, 0x09, 0x0d, 0x0a]);

/**
 * The DER that the body of an EST request carries. A body is base64 (RFC 8951 3: whatever Content-Transfer-Encoding
 * says, and also when it is not there), white space anywhere (3.1). Clients that went by RFC 7030's wording and send the
 * DER itself are understood too: DER begins with the octet of a SEQUENCE, `0`, and no base64 of a SEQUENCE does.
 *
 * Throws DerError, its offset counted in octets of the body, when the body is longer than `maxBytes` of DER need, or is
 * neither of the two.
 */
export function decodeBody(body: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  if (body[0] === tags.sequence) {
    if (body.length > maxBytes) refuse(0, `at most ${maxBytes} octets`, `${body.length}`);
    return new Uint8Array(body);
  }
  // As long as base64 in lines of four characters, each ended by two octets, would be: far more than anybody sends.
  const maxLength = Math.ceil(maxBytes / 3) * 6;
  if (body.length > maxLength) refuse(0, `at most ${maxLength} octets of base64`, `${body.length}`);
  const text = withoutWhiteSpace(body);
  if (text.length === 0) refuse(0, 'a body of base64', 'an empty one');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    refuse(firstWrong(body), 'base64 in whole groups of four (RFC 4648 4)', 'other text');
  }
  const octets = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (octets.length > maxBytes) refuse(0, `at most ${maxBytes} octets`, `${octets.length}`);
  return octets;
}

/** The body of an EST answer: base64 in one line (RFC 8951 3.1), as strongSwan 5.9 stumbles over white space in it. */
export function encodeBody(der: Uint8Array): string {
  let binary = '';
  for (const octet of der) binary += String.fromCharCode(octet);
  return btoa(binary);
}

function withoutWhiteSpace(body: Uint8Array): string {
  let text = '';
  for (const octet of body) if (!whiteSpace.has(octet)) text += String.fromCharCode(octet);
  return text;
}

/** Where the first character stands that base64 does not have; the end, when it only stops too early. */
function firstWrong(body: Uint8Array): number {
  const at = body.findIndex((octet) => !whiteSpace.has(octet) && !/[A-Za-z0-9+/=]/.test(String.fromCharCode(octet)));
  return at < 0 ? body.length : at;
}

function refuse(offset: number, expected: string, got: string): never {
  throw new DerError({ offset, expected, got });
}
