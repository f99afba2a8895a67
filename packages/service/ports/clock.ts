import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';

/**
 * The time, passed in everywhere. `now` is the time the rules run by; `wallClock` is the real one, by which browsers
 * judge TLS certificates. They differ only under the demo clock. Both may step forwards and backwards.
 */
export interface Clock {
  now(): Instant;
  wallClock(): Instant;
}
