import { describe, expect, it } from 'vitest';
import { type Checkpoint, encodeCheckpoint, parseCheckpoint } from './checkpoint-text.ts';

const checkpoint: Checkpoint = {
  number: 2,
  at: 1_795_000_000_123,
  previous: 'ab'.repeat(32),
  heads: [
    { chain: 0, position: 4, hash: '01'.repeat(32) },
    { chain: 1, position: 9_007_199_254_740_991, hash: 'ff'.repeat(32) },
  ],
  algorithm: 'ecdsa-with-SHA256',
  key: 'cd'.repeat(32),
};
const text = encodeCheckpoint(checkpoint);

describe('the text of a checkpoint', () => {
  it('has its members in one order and no spaces', () => {
    expect(text).toBe(
      `{"koshin":"audit-checkpoint-1","number":2,"at":1795000000123,"previous":"${'ab'.repeat(32)}","heads":[{"chain":0,"position":4,"hash":"${'01'.repeat(32)}"},{"chain":1,"position":9007199254740991,"hash":"${'ff'.repeat(32)}"}],"algorithm":"ecdsa-with-SHA256","key":"${'cd'.repeat(32)}"}`,
    );
  });

  it('is read back as it was', () => {
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(encodeCheckpoint({ ...checkpoint, heads: [] }))).toEqual({ ...checkpoint, heads: [] });
  });

  it.each([
    ['nothing', ''],
    ['other text', 'checkpoint 2'],
    ['another value', '[]'],
    ['no value', 'null'],
    ['a space', text.replace(',', ', ')],
    ['a line end', `${text}\n`],
    ['another form', text.replace('checkpoint-1', 'checkpoint-2')],
    ['another order', text.replace('"number":2,"at":1795000000123', '"at":1795000000123,"number":2')],
    ['a member more', text.replace('{"koshin"', '{"more":1,"koshin"')],
    ['a member twice', text.replace('"number":2', '"number":1,"number":2')],
    ['a member less', text.replace(`,"key":"${'cd'.repeat(32)}"`, '')],
    ['a fraction', text.replace('"number":2', '"number":2.5')],
    ['a number in another writing', text.replace('"number":2', '"number":2.0')],
    ['a number below nothing', text.replace('"number":2', '"number":-2')],
    ['a number too large', text.replace('9007199254740991', '9007199254740993')],
    ['a number as text', text.replace('"number":2', '"number":"2"')],
    ['a hash in capitals', text.replaceAll('ff', 'FF')],
    ['a short hash', text.replace(`"${'ab'.repeat(32)}"`, `"${'ab'.repeat(31)}"`)],
    ['an unknown algorithm', text.replace('ecdsa-with-SHA256', 'ecdsa-with-SHA1')],
    ['a head that is none', text.replace('"heads":[', '"heads":[null,')],
    ['a head with a member more', text.replace('{"chain":0', '{"more":1,"chain":0')],
    ['heads that are none', text.replace('"heads":[', '"heads":{"x":[').replace('}],"alg', '}]},"alg')],
  ])('is refused with %s', (_, other) => {
    expect(other).not.toBe(text);
    expect(parseCheckpoint(other)).toBeNull();
  });
});
