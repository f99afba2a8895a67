import { DerError } from '../der/error.ts';

/** The labels of RFC 7468 that Koshin reads and writes. */
export const pemLabels = [
  'CERTIFICATE',
  'CERTIFICATE REQUEST',
  'X509 CRL',
  'CMS',
  'PUBLIC KEY',
  'PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
] as const;

export type PemLabel = (typeof pemLabels)[number];

/** Longer than any chain or request; it bounds the time a text from outside can take. */
const maximumCharacters = 262_144;

/** One block of text, lines of 64 characters, ended by a line feed (RFC 7468 3). */
export function encodePem(label: PemLabel, der: Uint8Array): string {
  let binary = '';
  for (const octet of der) binary += String.fromCharCode(octet);
  const lines = btoa(binary).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * The octets of the one block a text holds. Nothing but white space may stand around it, and the label must be the one
 * asked for (`NEW CERTIFICATE REQUEST`, as Windows writes it, passes for a request: RFC 7468 7). Throws DerError, its
 * offset counted in characters.
 */
export function parsePem(text: string, label: PemLabel): Uint8Array<ArrayBuffer> {
  const [first, second] = parsePemList(text, label);
  if (first === undefined || second !== undefined) return refuse(0, `one ${label}`, 'several');
  return first;
}

/** The octets of each block of a text, at least one, all with this label, such as a chain of certificates. */
export function parsePemList(text: string, label: PemLabel): Uint8Array<ArrayBuffer>[] {
  if (text.length > maximumCharacters) refuse(0, `at most ${maximumCharacters} characters`, `${text.length}`);
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  const block =
    /\s*-----BEGIN ([A-Z0-9 ]{1,40})-----[ \t]*\r?\n([A-Za-z0-9+/=\r\n]*)-----END ([A-Z0-9 ]{1,40})-----\s*/y;
  for (;;) {
    const start = block.lastIndex;
    const [, begin = '', body = '', end] =
      block.exec(text) ?? refuse(start, `a block of PEM labelled ${label}`, 'other text');
    if (begin !== label && begin !== `NEW ${label}`) refuse(start, `the label ${label}`, begin);
    if (begin === 'NEW CERTIFICATE' || end !== begin) refuse(start, `an end labelled ${label}`, 'another label');
    blocks.push(decodeBody(body, start));
    if (block.lastIndex === text.length) return blocks;
  }
}

function decodeBody(body: string, start: number): Uint8Array<ArrayBuffer> {
  const base64 = body.replace(/\r?\n/g, '');
  const [, lastGroup] =
    /^(?:[A-Za-z0-9+/]{4})*?([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/.exec(base64) ??
    refuse(start, 'base64 in whole groups of four', 'other text');
  const octets = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const canonical = btoa(String.fromCharCode(...octets.subarray(Math.floor((octets.length - 1) / 3) * 3)));
  if (canonical !== lastGroup) refuse(start, 'base64 whose unused bits are zero', 'others');
  return octets;
}

function refuse(offset: number, expected: string, got: string): never {
  throw new DerError({ offset, expected, got });
}
