import { type Instant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Means } from '../use-cases/means.ts';

/** The same means at an earlier time: what happened before the demo began is done as it was then. */
export function meansAt(means: Means, at: Instant): Means {
  const { clock } = means;
  // Never later than the real time: browsers do not offer what is not valid yet by their clock.
  const wallClock = () => instant(Math.min(at, clock.wallClock()));
  return { ...means, clock: { now: () => at, wallClock } };
}
