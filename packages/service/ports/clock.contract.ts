import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';

/** Claims about every clock, however far its time is from the real one. */
export function clockContract(name: string, make: () => Clock): void {
  describe(name, () => {
    it('tells instants: whole milliseconds', () => {
      const clock = make();
      for (const told of [clock.now(), clock.wallClock()]) expect(instant(told)).toBe(told);
    });

    it('tells the real time as the wall clock', () => {
      const [before, told, after] = [Date.now(), make().wallClock(), Date.now()];
      expect(told).toBeGreaterThanOrEqual(before);
      expect(told).toBeLessThanOrEqual(after);
    });

    it('lets a second of its time pass in a second', async () => {
      const clock = make();
      const [now, wall] = [clock.now(), clock.wallClock()];
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(Math.abs(clock.now() - now - (clock.wallClock() - wall))).toBeLessThanOrEqual(2);
      expect(clock.now()).toBeGreaterThan(now);
    });
  });
}
