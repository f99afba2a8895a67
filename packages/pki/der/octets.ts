/** Whether two octet strings are the same. Not for secrets: it stops at the first difference. */
export function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}

/** Order of elements in a SET OF (X.690 11.6): octet by octet, the shorter padded with zeros. Negative: a before b. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const hexPairs = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal, two digits for each octet. */
export function toHex(octets: Uint8Array): string {
  let hex = '';
  for (const octet of octets) hex += hexPairs[octet];
  return hex;
}

/** The unsigned number that big-endian octets spell; no octets are zero. */
export function toBigInt(octets: Uint8Array): bigint {
  return BigInt(`0x0${toHex(octets)}`);
}

export function concatOctets(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
