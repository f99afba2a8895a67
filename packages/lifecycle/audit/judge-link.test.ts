import { describe, expect, it } from 'vitest';
import { type BrokenLink, judgeLink, type StoredLink } from './judge-link.ts';

const before = { position: 6, seq: 100, hash: 'hash of 6' };
const follows: StoredLink = {
  position: 7,
  seq: 103,
  previous: 'hash of 6',
  hash: 'hash of 7',
  computed: 'hash of 7',
};

describe('the next event of a chain', () => {
  it('follows when position, hash and predecessor are those that belong there (R32)', () => {
    expect(judgeLink(before, follows)).toBeNull();
  });

  it.each<[string, Partial<StoredLink>, BrokenLink]>([
    ['an event is missing', { position: 8 }, { kind: 'missing', from: 7, to: 7 }],
    ['many events are missing', { position: 20, previous: 'other' }, { kind: 'missing', from: 7, to: 19 }],
    ['a second event stands at the position', { position: 6, seq: 101 }, { kind: 'inserted', position: 6 }],
    ['an event stands before the first', { position: -3 }, { kind: 'inserted', position: -3 }],
    ['its content has another hash', { computed: 'other' }, { kind: 'altered', position: 7 }],
    ['its hash was exchanged', { hash: 'other' }, { kind: 'altered', position: 7 }],
    ['it was written earlier', { seq: 99 }, { kind: 'reordered', position: 7 }],
    [
      'it was written after another event than the one before it',
      { previous: 'other' },
      { kind: 'replaced', position: 6 },
    ],
  ])('is broken when %s', (_, differing, broken) => {
    expect(judgeLink(before, { ...follows, ...differing })).toEqual(broken);
  });

  it('is broken at its own place first when several things are wrong', () => {
    const altered = { ...follows, computed: 'other', previous: 'other', seq: 1 };
    expect(judgeLink(before, altered)).toEqual({ kind: 'altered', position: 7 });
  });
});
