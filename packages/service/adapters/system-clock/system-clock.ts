import { formatInstant, type Instant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: wallClock, wallClock };
}

/**
 * A clock that runs as the machine's does, shifted so that it begins at `startsAt`: to show the demo on another day.
 * Throws RangeError for a start before the machine's time: browsers would take certificates issued then for expired.
 */
export function demoClock({ startsAt }: { readonly startsAt: Instant }): Clock {
  const shift = startsAt - wallClock();
  if (shift < 0) {
    throw new RangeError(`the demo clock must not start before now, got ${formatInstant(startsAt)}`);
  }
  return { now: () => instant(wallClock() + shift), wallClock };
}

function wallClock(): Instant {
  return instant(Date.now());
}
