import { describe, expect, it } from 'vitest';
import { luckOfTheRun } from '../../../tests/testkit/faults/luck.ts';
import { addDays, calendarDay } from '../calendar/calendar-day.ts';
import { parseInstant, plusSeconds } from '../calendar/instant.ts';
import { timeZone } from '../calendar/time-zone.ts';
import { isLiving, placeIn, type Shard } from './shards.ts';

const now = parseInstant('2026-11-22T03:00:00Z');
const expiryDate = calendarDay('2027-11-22');
const empty: Shard = { estimate: 0, lastExpiryDate: null, closedAt: null };
const place = (shard: Shard, drawn: number, date = expiryDate) => placeIn(shard, { expiryDate: date, drawn, now });

/** Octets of an entry, and how many may be on a CRL below 1 MB beside some 500 octets of frame. */
const mostEntries = Math.floor((1_000_000 - 500) / 52);

describe('a certificate in a shard', () => {
  it('is counted with a chance of 1 in 32, as 32', () => {
    const counted = Array.from({ length: 256 }, (_, drawn) => place(empty, drawn).changed?.estimate);
    expect(counted.filter((estimate) => estimate === 32)).toHaveLength(8);
    expect(counted.filter((estimate) => estimate === 0)).toHaveLength(248);
  });

  it('leaves the shard as it was when it is not counted and does not expire later than all others', () => {
    const { changed } = place(empty, 1);
    expect(changed).toEqual({ ...empty, lastExpiryDate: expiryDate });
    const known: Shard = { ...empty, lastExpiryDate: expiryDate };
    expect(place(known, 1).changed).toBeNull();
    expect(place(known, 1, addDays(expiryDate, -1)).changed).toBeNull();
    expect(place(known, 1, addDays(expiryDate, 1)).changed?.lastExpiryDate).toBe('2027-11-23');
    expect(place(known, 32, addDays(expiryDate, -1)).changed).toEqual({ ...known, estimate: 32 });
  });

  it('asks for the next shard a quarter before the end, and closes this one at its end', () => {
    const full = (estimate: number): Shard => ({ estimate, lastExpiryDate: expiryDate, closedAt: null });
    expect(place(full(9_152), 32)).toMatchObject({ changed: { closedAt: null }, next: false });
    expect(place(full(9_184), 32)).toMatchObject({ changed: { estimate: 9_216, closedAt: null }, next: true });
    expect(place(full(12_256), 1)).toEqual({ changed: null, next: true });
    expect(place(full(12_256), 32)).toMatchObject({ changed: { estimate: 12_288, closedAt: now }, next: true });
  });

  it('is one of so few that the CRL stays below 1 MB if every one of them is on it, whatever chance draws', () => {
    const { below } = luckOfTheRun(5);
    for (let round = 0; round < 20; round += 1) {
      let [shard, count] = [empty, 0];
      while (shard.closedAt === null) {
        shard = place(shard, below(256)).changed ?? shard;
        count += 1;
      }
      // Ten standard deviations of 617 either way.
      expect(count).toBeGreaterThan(6_000);
      expect(count).toBeLessThan(Math.min(18_500, mostEntries));
    }
  });
});

describe('the CRL of a shard goes on being published', () => {
  const zone = timeZone('Asia/Tokyo');
  const afterAll = parseInstant('2027-11-22T15:00:00Z');
  const closed: Shard = { estimate: 12_288, lastExpiryDate: expiryDate, closedAt: now };
  const living = (shard: Shard, scheduledAt = afterAll) => isLiving(shard, { scheduledAt, zone });

  it('while certificates can come into it', () => expect(living({ ...closed, closedAt: null })).toBe(true));

  it('until a scheduled one came after the last expiry in it', () => {
    expect(living(closed, plusSeconds(afterAll, -1))).toBe(true);
    expect(living(closed)).toBe(false);
    expect(isLiving(closed, { scheduledAt: null, zone })).toBe(true);
  });
});
