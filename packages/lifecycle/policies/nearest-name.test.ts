import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  const names = ['idleMinutes', 'attemptMinutes', 'zone'];

  it.each([
    ['idleMinuts', 'idleMinutes'],
    ['IDLEMINUTES', 'idleMinutes'],
    ['attemptMinute', 'attemptMinutes'],
    ['zones', 'zone'],
    ['ozne', 'zone'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearestName(typed, names)).toBe(meant);
  });

  it.each(['', 'colour', 'letters'])('takes "%s" for nothing', (typed) => {
    expect(nearestName(typed, names)).toBeUndefined();
  });
});
