import { describe, expect, it } from 'vitest';
import { findInCheckpoint, movedHeads } from '../audit/checkpoint-rules.ts';
import { type Checkpoint, encodeCheckpoint } from '../audit/checkpoint-text.ts';
import { beforeTheFirst } from '../audit/event-text.ts';
import { acceptCheckpoint } from './accept-checkpoint.ts';

const head = (chain: number, position: number, hash = `${chain}${position % 10}`.repeat(32)) => ({
  chain,
  position,
  hash,
});
const digest = 'ab'.repeat(32);
const first: Checkpoint = {
  number: 1,
  at: 1_795_000_000_123,
  previous: beforeTheFirst,
  heads: [head(0, 4), head(2, 7)],
  algorithm: 'ecdsa-with-SHA256',
  key: 'cd'.repeat(32),
};
const before = { checkpoint: first, digest };
const second: Checkpoint = { ...first, number: 2, previous: digest, heads: [head(0, 4), head(1, 1), head(2, 8)] };

describe('a checkpoint', () => {
  it('is accepted as the first, and after another; its text is what will be signed', () => {
    expect(acceptCheckpoint({ checkpoint: first, before: null })).toMatchObject({ accepted: true });
    const accepted = acceptCheckpoint({ checkpoint: second, before });
    if (!accepted.accepted) throw new Error('it was refused');
    expect(accepted.kind).toBe('audit-checkpoint');
    expect(accepted.signatureAlgorithm).toBe('ecdsa-with-SHA256');
    expect(new TextDecoder().decode(accepted.bytes)).toBe(encodeCheckpoint(second));
  });

  it.each<[string, Partial<Checkpoint>, string]>([
    ['another number', { number: 3 }, 'number-follows'],
    ['the number of the one before', { number: 1 }, 'number-follows'],
    ['the digest of another before it', { previous: beforeTheFirst }, 'names-the-one-before'],
    ['chains out of order', { heads: [head(0, 4), head(2, 8), head(1, 1)] }, 'heads-in-order'],
    ['a chain twice', { heads: [head(0, 4), head(2, 8), head(2, 9)] }, 'heads-in-order'],
    ['a chain without events', { heads: [head(0, 4), head(1, 0), head(2, 8)] }, 'heads-hold-events'],
    ['a chain less', { heads: [head(2, 8)] }, 'no-head-falls'],
    ['a chain that has become shorter', { heads: [head(0, 3), head(2, 8)] }, 'no-head-falls'],
    ['another event at the same position', { heads: [head(0, 4, 'ee'.repeat(32)), head(2, 8)] }, 'no-head-falls'],
    ['nothing new', { heads: first.heads }, 'something-is-new'],
  ])('is refused with %s', (_, differing, rule) => {
    const refusal = acceptCheckpoint({ checkpoint: { ...second, ...differing }, before });
    if (refusal.accepted) throw new Error('it was accepted');
    expect(refusal.findings.map((finding) => finding.rule)).toEqual([rule]);
  });

  it('is refused as the first when it names one before it, and when it sees nothing', () => {
    const rulesOf = (differing: Partial<Checkpoint>) =>
      findInCheckpoint({ checkpoint: { ...first, ...differing }, before: null }).map(({ rule }) => rule);
    expect(rulesOf({ previous: digest })).toEqual(['names-the-one-before']);
    expect(rulesOf({ number: 0 })).toEqual(['number-follows']);
    expect(rulesOf({ heads: [] })).toEqual(['something-is-new']);
  });

  it('tells what was expected and what came', () => {
    const [finding] = findInCheckpoint({ checkpoint: { ...second, heads: [head(0, 3), head(2, 8)] }, before });
    expect(finding).toEqual({ rule: 'no-head-falls', expected: 'chain 0 at 4 or later', got: '3' });
  });

  it('vouches anew for the chains that have moved, and for those that are new', () => {
    expect(movedHeads(second, first)).toEqual([head(1, 1), head(2, 8)]);
    expect(movedHeads(first, null)).toEqual(first.heads);
    expect(movedHeads({ ...first, heads: [head(0, 4, 'ee'.repeat(32)), head(2, 7)] }, first)).toHaveLength(1);
  });
});
