import { describe, expect, it } from 'vitest';
import type { StorageArea } from '../browser/extension-api.ts';
import { type Granted, Grants } from './grants.ts';

const granted: Granted = {
  origin: 'https://mihon.portal.example',
  tabId: 7,
  renewal: '0'.repeat(32),
  keyDigest: 'a'.repeat(64),
  place: { kind: 'pc' },
};

function grants() {
  let time = 0;
  let value: unknown;
  const kept: StorageArea = {
    get: async (key) => (value === undefined ? {} : { [key]: value }),
    set: async (items) => {
      [value] = Object.values(items);
    },
  };
  return { grants: new Grants({ kept, now: () => time }), at: (milliseconds: number) => (time = milliseconds) };
}

describe('はい to all', () => {
  it('covers the rest of the renewal for ten minutes', async () => {
    const { grants: all, at } = grants();
    expect(await all.covers(granted)).toBe(false);
    await all.give(granted);
    expect(await all.covers(granted)).toBe(true);
    at(10 * 60_000 - 1);
    expect(await all.covers(granted)).toBe(true);
    at(10 * 60_000);
    expect(await all.covers(granted)).toBe(false);
  });

  it.each<[string, Partial<Granted>]>([
    ['another site', { origin: 'https://reiji.portal.example' }],
    ['another tab', { tabId: 8 }],
    ['another renewal', { renewal: '1'.repeat(32) }],
    ['another key', { keyDigest: 'b'.repeat(64) }],
    ['another place', { place: { kind: 'token', serial: '1' } }],
  ])('does not cover %s', async (_what, other) => {
    const { grants: all } = grants();
    await all.give(granted);
    expect(await all.covers({ ...granted, ...other })).toBe(false);
  });

  it('ends with the next one, and with a clock that was set back', async () => {
    const { grants: all, at } = grants();
    at(5000);
    await all.give(granted);
    at(4000);
    expect(await all.covers(granted)).toBe(false);
    at(5000);
    await all.give({ ...granted, renewal: '1'.repeat(32) });
    expect(await all.covers(granted)).toBe(false);
  });
});
