import { parseInstant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clockContract } from '../../ports/clock.contract.ts';
import { demoClock, systemClock } from './system-clock.ts';

const noon = parseInstant('2026-11-22T03:00:00Z');

clockContract('the system clock', systemClock);
clockContract('the demo clock', () => demoClock({ startsAt: plusSeconds(systemClock().now(), 86_400) }));

describe('with the machine’s clock in hand', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noon });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('the system clock follows it forwards and backwards', () => {
    const clock = systemClock();
    for (const step of [0, 3_600, -7_200]) {
      vi.setSystemTime(plusSeconds(noon, step));
      expect([clock.now(), clock.wallClock()]).toEqual([plusSeconds(noon, step), plusSeconds(noon, step)]);
    }
  });

  it('the demo clock begins at its start and keeps the same distance', () => {
    const startsAt = parseInstant('2027-10-22T15:00:00Z');
    const clock = demoClock({ startsAt });
    expect([clock.now(), clock.wallClock()]).toEqual([startsAt, noon]);
    vi.setSystemTime(plusSeconds(noon, 90));
    expect([clock.now(), clock.wallClock()]).toEqual([plusSeconds(startsAt, 90), plusSeconds(noon, 90)]);
  });

  it('the demo clock may start now, and not a millisecond before', () => {
    expect(demoClock({ startsAt: noon }).now()).toBe(noon);
    expect(() => demoClock({ startsAt: parseInstant('2026-11-22T02:59:59.999Z') })).toThrow(
      'the demo clock must not start before now, got 2026-11-22T02:59:59.999Z',
    );
  });
});
