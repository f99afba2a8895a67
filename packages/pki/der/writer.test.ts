import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBigInt, toHex } from './octets.ts';
import type { DerReader } from './reader.ts';
import { readDer } from './reader.ts';
import { tags } from './tags.ts';
import {
  bitString,
  bmpString,
  booleanTrue,
  constructed,
  encode,
  enumerated,
  ia5Content,
  namedBits,
  nullValue,
  octetString,
  primitive,
  printableString,
  sequence,
  setOf,
  smallInteger,
  unsignedInteger,
  utf8String,
} from './writer.ts';

const hexOf = (value: Parameters<typeof encode>[0]) => toHex(encode(value));
const roundTrip = <T>(value: Parameters<typeof encode>[0], read: (reader: DerReader) => T) =>
  readDer(encode(value), 20_000_000, read);

describe('the DER writer', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
    [16_777_216, '048401000000'],
  ])('writes the shortest length for %i octets', (length, header) => {
    expect(toHex(encode(octetString(new Uint8Array(length))).subarray(0, header.length / 2))).toBe(header);
  });

  it('writes integers in as few octets as possible', () => {
    expect(hexOf(smallInteger(0))).toBe('020100');
    expect(hexOf(smallInteger(127))).toBe('02017f');
    expect(hexOf(smallInteger(128))).toBe('02020080');
    expect(hexOf(smallInteger(600_000))).toBe('02030927c0');
    expect(hexOf(unsignedInteger(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
    expect(hexOf(unsignedInteger(new Uint8Array(0)))).toBe('020100');
  });

  it('reads back every whole number it writes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (number) => {
        expect(toBigInt(roundTrip(smallInteger(number), (r) => r.unsigned('x')))).toBe(BigInt(number));
      }),
    );
  });

  it('reads back every run of octets it writes, however deep', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat(15), (octets, levels) => {
        let value: Parameters<typeof encode>[0] = octetString(octets);
        for (let level = 0; level < levels; level++) value = sequence(value);
        const descend = (reader: DerReader, left: number): Uint8Array =>
          left === 0 ? reader.octetString('x') : reader.sequence('x', (inner) => descend(inner, left - 1));
        expect(roundTrip(value, (reader) => descend(reader, levels))).toEqual(octets);
      }),
    );
  });

  it('writes and reads back an ENUMERATED', () => {
    expect(hexOf(enumerated(10))).toBe('0a010a');
    expect(roundTrip(enumerated(127), (r) => r.enumerated('x'))).toBe(127);
  });

  it('sorts a SET OF (X.690 11.6)', () => {
    expect(hexOf(setOf(smallInteger(2), nullValue, smallInteger(1)))).toBe('31080201010201020500');
    expect(hexOf(setOf(octetString(Uint8Array.of(1, 0)), octetString(Uint8Array.of(1))))).toBe('310704010104020100');
  });

  it('writes named bits without trailing zeros', () => {
    expect(hexOf(namedBits([0]))).toBe('03020780');
    expect(hexOf(namedBits([6, 5]))).toBe('03020106');
    expect(hexOf(namedBits([8]))).toBe('0303070080');
    expect(hexOf(namedBits([]))).toBe('030100');
  });

  it('reads back every set of named bits', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20)), (numbers) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        expect(roundTrip(namedBits(numbers), (r) => r.namedBits('x'))).toEqual(sorted);
      }),
    );
  });

  it('writes text of each type', () => {
    const long = 'あ'.repeat(300);
    expect(roundTrip(utf8String(long), (r) => r.text('x'))).toEqual({ tag: tags.utf8String, text: long });
    expect(roundTrip(bmpString('電子'), (r) => r.text('x'))).toEqual({ tag: tags.bmpString, text: '電子' });
    expect(hexOf(printableString('JP'))).toBe('13024a50');
  });

  it('refuses text its type cannot carry', () => {
    expect(() => utf8String('\ud800')).toThrow(RangeError);
    expect(() => printableString('日本')).toThrow(RangeError);
    expect(() => printableString('a@b')).toThrow(RangeError);
    expect(() => ia5Content('é')).toThrow(RangeError);
    expect(() => smallInteger(-1)).toThrow(RangeError);
    expect(() => smallInteger(0.5)).toThrow(RangeError);
  });

  it('writes tags in context and what is already encoded as it is', () => {
    expect(hexOf(constructed(0, smallInteger(2)))).toBe('a003020102');
    expect(hexOf(primitive(6, ia5Content('a')))).toBe('860161');
    expect(hexOf(sequence(Uint8Array.of(5, 0, 5, 0), booleanTrue))).toBe('3007050005000101ff');
    expect(hexOf(bitString(Uint8Array.of(1)))).toBe('03020001');
  });
});
