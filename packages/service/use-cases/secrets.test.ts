import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it } from 'vitest';
import { systemChance } from '../adapters/system-chance/system-chance.ts';
import { idsInOrder } from './secrets.ts';

describe('identifiers in order', () => {
  const means = (ms: number) => {
    const now = () => instant(ms);
    return { clock: { now, wallClock: now }, chance: systemChance() };
  };
  const some = (ms: number, count: number) => Array.from({ length: count }, idsInOrder(means(ms)));

  it('are 32 hexadecimal digits, come in the order of asking, and later ones after earlier ones', () => {
    const ids = [...some(1_796_000_000_000, 4096), ...some(1_796_000_000_001, 10)];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('are no others’ where two ask at the same time, and share no more than time and count', () => {
    const [one, other] = [some(1_796_000_000_000, 5000), some(1_796_000_000_000, 5000)];
    expect(new Set([...one, ...other]).size).toBe(10_000);
    expect(one[7]?.slice(0, 15)).toBe(other[7]?.slice(0, 15));
    expect(one[7]?.slice(15)).not.toBe(other[7]?.slice(15));
  });
});
