/** What the page knows of the session's end; instants in milliseconds since 1970. */
export interface SessionTimes {
  readonly idleEndsAt: number;
  readonly endsAt: number;
  /** The service's clock when it answered, and this PC's clock when the answer came: the PC's clock may be off. */
  readonly serverTime: number;
  readonly receivedAt: number;
}

/** `quiet`: nothing to show until `wait` is over; `warn`: the end is near and can be moved; then ask again. */
export interface IdlePlan {
  readonly phase: 'quiet' | 'warn';
  /** Milliseconds until the page has to look again. */
  readonly wait: number;
}

/** The warning comes two minutes before the end (`session.warn`). */
const warnBefore = 2 * 60_000;
/** Where the service still calls the session open past its end, it is asked again after this time. */
const patience = 5000;

/**
 * What to do at `now` (this PC's clock). No warning before `endsAt`, which the customer cannot move: then the page only
 * asks the service, which ends the session.
 */
export function planIdle(times: SessionTimes, now: number): IdlePlan {
  const serverNow = times.serverTime + (now - times.receivedAt);
  const movable = times.idleEndsAt < times.endsAt;
  const end = Math.min(times.idleEndsAt, times.endsAt);
  const untilEnd = Math.max(end - serverNow, patience);
  const untilWarning = times.idleEndsAt - warnBefore - serverNow;
  if (!movable) return { phase: 'quiet', wait: untilEnd };
  return untilWarning > 0 ? { phase: 'quiet', wait: untilWarning } : { phase: 'warn', wait: untilEnd };
}
