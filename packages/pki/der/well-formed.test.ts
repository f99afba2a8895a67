import { describe, expect, it } from 'vitest';
import { readDer } from './reader.ts';
import { readWellFormed } from './well-formed.ts';

const check = (hex: string) => readDer(Buffer.from(hex, 'hex'), 1_000, (reader) => readWellFormed(reader, 'thing'));

const simple = [
  '0101ff',
  '020105',
  '03020640',
  '040100',
  '0500',
  '06032a0304',
  '0a0101',
  '120131',
  '130141',
  '160140',
  '1a0141',
  '0c03e38182',
  '1e020041',
].join('');

describe('an element of unknown meaning', () => {
  it.each([
    ['a sequence of all simple types', `30${(simple.length / 2).toString(16)}${simple}`],
    ['an empty sequence', '3000'],
    ['a set in order', '3106020101020102'],
    ['a context-specific one of any content', '8003ffffff'],
    ['a context-specific one with elements', 'a0030c0141'],
  ])('may be %s', (_, hex) => {
    expect(() => check(hex)).not.toThrow();
  });

  it.each([
    ['nothing', '', 'got the end'],
    ['a BOOLEAN of 1', '3003010101', '0x00 or 0xff'],
    ['a padded INTEGER', '300402020001', 'a minimal INTEGER'],
    ['a cut off element deep inside', '30053003020205', 'to fit in 1 octets'],
    ['an object identifier cut off', '060186', 'an object identifier'],
    ['a set out of order', '3106020102020101', 'out of order'],
    ['a constructed OCTET STRING', '24020400', 'a primitive form'],
    ['a time without seconds', '170b323631313232313435395a', 'a time to the second'],
    ['text in an unknown type', '14024a50', 'a character string'],
  ])('is refused when it holds %s', (_, hex, message) => {
    expect(() => check(hex)).toThrow(message);
  });
});
