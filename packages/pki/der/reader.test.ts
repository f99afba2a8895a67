import { describe, expect, it } from 'vitest';
import { DerError } from './error.ts';
import type { DerReader } from './reader.ts';
import { readDer } from './reader.ts';
import { tags } from './tags.ts';

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const read = <T>(text: string, how: (reader: DerReader) => T) => readDer(hex(text), 1_000, how);
const refused = (text: string, how: (reader: DerReader) => unknown) => {
  try {
    read(text, how);
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
  return 'accepted';
};

const integer = (reader: DerReader) => reader.integer('number');
const numbers = (reader: DerReader) => reader.sequenceOf('numbers', integer);

describe('lengths (X.690 8.1.3, 10.1)', () => {
  it('takes the short form up to 127 and the long form from 128', () => {
    expect(read(`04 7f${' 00'.repeat(127)}`.replaceAll(' ', ''), (r) => r.octetString('x'))).toHaveLength(127);
    expect(read(`048180${'00'.repeat(128)}`, (r) => r.octetString('x'))).toHaveLength(128);
    expect(read(`04820100${'00'.repeat(256)}`, (r) => r.octetString('x'))).toHaveLength(256);
  });

  it.each([
    ['the indefinite form', '30800000', 'a definite length'],
    ['a long form for a short length', '04817f', 'the shortest form'],
    ['a leading zero in a long form', '04820080', 'the shortest form'],
    ['more than three length octets', '048400000001', 'at most three'],
    ['a length beyond the end', '040201', 'to fit in 1 octets'],
    ['a length cut off', '0482', 'expected a length, got the end'],
    ['no length', '04', 'expected a length, got the end'],
  ])('refuses %s', (_, text, message) => {
    expect(refused(text, (reader) => reader.element('thing'))).toContain(message);
  });

  it('refuses an inner element that is longer than the outer one', () => {
    expect(refused('30030202010203', numbers)).toContain('to fit in 1 octets, got a length of 2');
  });
});

describe('tags', () => {
  it('says what was expected and what came, and where', () => {
    expect(refused('30030201050401', numbers)).toBe('at 5: expected nothing more, got OCTET STRING');
    expect(refused('0101ff', integer)).toBe('at 0: expected number (INTEGER), got BOOLEAN');
    expect(refused('', integer)).toBe('at 0: expected number (INTEGER), got the end');
  });

  it('refuses tag numbers of several octets, application and private tags', () => {
    expect(refused('1f8101', (reader) => reader.element('thing'))).toContain('a tag number below 31');
    expect(refused('4100', (reader) => reader.element('thing'))).toContain('a universal or context-specific tag');
    expect(refused('c100', (reader) => reader.element('thing'))).toContain('a universal or context-specific tag');
  });

  it('refuses the constructed form of a primitive type (X.690 10.2)', () => {
    expect(refused('2403040100', (reader) => reader.octetString('x'))).toContain('expected x (OCTET STRING)');
  });
});

describe('the whole value', () => {
  it('refuses octets after it, at the top and inside', () => {
    expect(refused('02010500', integer)).toContain('expected nothing more');
    expect(refused('3006020105020106', (r) => r.sequence('pair', integer))).toContain('expected nothing more');
  });

  it('refuses more octets than asked for, before it looks at them', () => {
    expect(() => readDer(new Uint8Array(1_001), 1_000, integer)).toThrow('at most 1000 octets');
  });

  it('refuses nesting beyond twenty levels', () => {
    const descend = (reader: DerReader): boolean => reader.sequence('level', (inner) => inner.atEnd || descend(inner));
    const nested = (levels: number) => {
      let text = '';
      for (let level = 0; level < levels; level++) text = `30${(text.length / 2).toString(16).padStart(2, '0')}${text}`;
      return text;
    };
    expect(refused(nested(20), descend)).toBe('accepted');
    expect(refused(nested(21), descend)).toContain('at most 20 levels');
  });

  it('gives octets that no longer change with the caller’s buffer', () => {
    const octets = Buffer.from('0402abcd', 'hex');
    const value = readDer(octets, 10, (reader) => reader.octetString('x'));
    octets.fill(0);
    expect(value).toEqual(hex('abcd'));
    expect(value.constructor).toBe(Uint8Array);
  });
});

describe('INTEGER (X.690 8.3)', () => {
  it('reads positive, negative and zero', () => {
    expect(read('020100', integer)).toEqual(hex('00'));
    expect(read('0201ff', integer)).toEqual(hex('ff'));
    expect(read('02020080', (r) => r.unsigned('x'))).toEqual(hex('80'));
    expect(read('0203010001', (r) => r.smallInteger('x', 70_000))).toBe(65_537);
  });

  it.each([
    ['no octets', '0200'],
    ['a padded positive number', '0202007f'],
    ['a padded negative number', '0202ff80'],
  ])('refuses %s', (_, text) => {
    expect(refused(text, integer)).toContain('INTEGER');
  });

  it('refuses a negative number where none is meant, and one above the limit', () => {
    expect(refused('0201ff', (r) => r.unsigned('serial'))).toContain('a non-negative serial');
    expect(refused('020103', (r) => r.smallInteger('version', 2))).toContain('version of at most 2');
    expect(refused('02050100000000', (r) => r.smallInteger('version', 2))).toContain('version of at most 2');
  });
});

describe('ENUMERATED (X.690 8.4)', () => {
  const enumerated = (reader: DerReader) => reader.enumerated('reason');

  it('is read as a number of one octet', () => {
    expect([read('0a0100', enumerated), read('0a017f', enumerated)]).toEqual([0, 127]);
  });

  it('is refused without octets, with two, and when it is negative or an INTEGER', () => {
    for (const text of ['0a00', '0a020001', '0a0180']) expect(refused(text, enumerated)).toContain('one octet');
    expect(refused('020101', enumerated)).toContain('expected reason (ENUMERATED)');
  });
});

describe('BOOLEAN and NULL (X.690 11.1, 8.8)', () => {
  it('takes only 0x00 and 0xff', () => {
    expect(read('0101ff', (r) => r.boolean('x'))).toBe(true);
    expect(read('010100', (r) => r.boolean('x'))).toBe(false);
    for (const text of ['010101', '0100', '0102ffff']) expect(refused(text, (r) => r.boolean('x'))).toContain('0x00');
  });

  it('refuses a NULL with content', () => {
    expect(refused('0500', (r) => r.null('x'))).toBe('accepted');
    expect(refused('050100', (r) => r.null('x'))).toContain('an empty NULL');
  });
});

describe('BIT STRING (X.690 8.6, 11.2)', () => {
  it('reads named bits by number', () => {
    expect(read('03020780', (r) => r.namedBits('x'))).toEqual([0]);
    expect(read('03020106', (r) => r.namedBits('x'))).toEqual([5, 6]);
    expect(read('0303070080', (r) => r.namedBits('x'))).toEqual([8]);
    expect(read('030100', (r) => r.namedBits('x'))).toEqual([]);
  });

  it.each([
    ['no count of unused bits', '0300'],
    ['eight unused bits', '03020800'],
    ['unused bits of nothing', '030101'],
    ['ones in unused bits', '03020781'],
  ])('refuses %s', (_, text) => {
    expect(refused(text, (r) => r.bits('x'))).toContain('zeros in its unused bits');
  });

  it('refuses trailing zero bits of named bits', () => {
    expect(refused('03020080', (r) => r.namedBits('x'))).toContain('no trailing zero bits');
  });

  it('refuses unused bits where whole octets are meant', () => {
    expect(refused('03020780', (r) => r.octetBits('key'))).toContain('whole octets for key, got 7 unused bits');
  });
});

describe('SET OF (X.690 11.6)', () => {
  const set = (reader: DerReader) => reader.setOf('numbers', integer);

  it('takes elements in order', () => {
    expect(read('3106020101020102', set)).toHaveLength(2);
  });

  it('refuses elements out of order, and none where one is needed', () => {
    expect(refused('3106020102020101', set)).toContain('out of order');
    expect(refused('3100', set)).toContain('at least one element');
    expect(read('a000', (r) => r.setOf('x', integer, { tag: 0xa0, empty: true }))).toEqual([]);
  });
});

describe('text and time', () => {
  it('refuses text outside its character set', () => {
    expect(read('0c03e38182', (r) => r.text('x').text)).toBe('あ');
    for (const text of ['0c02e381', '130140', '160180', '1e0141', '1e02d800', '140141']) {
      expect(refused(text, (r) => r.text('x'))).toContain('a character string for x');
    }
  });

  it('reads both kinds of time', () => {
    const utc = `170d${Buffer.from('491231235959Z').toString('hex')}`;
    const general = `180f${Buffer.from('20500101000000Z').toString('hex')}`;
    expect(read(utc, (r) => r.time('x'))).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
    expect(read(general, (r) => r.time('x'))).toBe(Date.UTC(2050, 0, 1));
  });

  it('keeps the octets of what it captured', () => {
    const { der, value } = read('30030201053000'.slice(0, 10), (r) => r.captured(() => numbers(r)));
    expect([der, value]).toEqual([hex('3003020105'), [hex('05')]]);
    expect(read('0400', (r) => r.nextIs(tags.octetString) && r.octetString('x').length)).toBe(0);
  });
});
