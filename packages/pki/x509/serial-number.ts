import { toHex } from '../der/octets.ts';

/**
 * A certificate's serial number from 16 to 20 random octets: its first two bits become 01, so that it is positive, never
 * zero, always of the same length, and keeps at least 126 of its random bits (RFC 5280 4.1.2.2 allows 20 octets).
 */
export function serialNumberFrom(random: Uint8Array): Uint8Array<ArrayBuffer> {
  if (random.length < 16 || random.length > 20) {
    throw new RangeError(`a serial number is made from 16 to 20 random octets, not ${random.length}`);
  }
  const serialNumber = new Uint8Array(random);
  serialNumber[0] = ((random[0] ?? 0) & 0x3f) | 0x40;
  return serialNumber;
}

/** How the register and OpenSSL write it: hexadecimal in whole octets without leading zero octets, lower case. */
export function formatSerialNumber(magnitude: Uint8Array): string {
  const first = magnitude.findIndex((octet) => octet !== 0);
  return first < 0 ? '00' : toHex(magnitude.subarray(first));
}
