import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSerialNumber, serialNumberFrom } from './serial-number.ts';

const random = fc.uint8Array({ minLength: 16, maxLength: 20 });

describe('a serial number (RFC 5280 4.1.2.2)', () => {
  it('is positive, never zero, and as long as the chance it was made from', () => {
    fc.assert(
      fc.property(random, (octets) => {
        const serial = serialNumberFrom(octets);
        expect(serial).toHaveLength(octets.length);
        expect((serial[0] ?? 0) >> 6).toBe(0b01);
      }),
    );
  });

  it('keeps all of the chance but two bits', () => {
    fc.assert(
      fc.property(random, (octets) => {
        const serial = serialNumberFrom(octets);
        expect((serial[0] ?? 0) & 0x3f).toBe((octets[0] ?? 0) & 0x3f);
        expect(serial.subarray(1)).toEqual(octets.subarray(1));
      }),
    );
  });

  it('leaves the chance it was given alone', () => {
    const octets = new Uint8Array(16).fill(0xff);
    serialNumberFrom(octets);
    expect(octets[0]).toBe(0xff);
  });

  it('is not made from less than 16 or more than 20 octets', () => {
    expect(() => serialNumberFrom(new Uint8Array(15))).toThrow(RangeError);
    expect(() => serialNumberFrom(new Uint8Array(21))).toThrow(RangeError);
  });

  it('is written in lower case without leading zero octets', () => {
    expect(formatSerialNumber(Uint8Array.of(0, 0, 0x0a, 0xff))).toBe('0aff');
    expect(formatSerialNumber(Uint8Array.of(0))).toBe('00');
  });
});
