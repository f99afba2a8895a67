/** So many in a second on the long run, and at most `burst` at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What may be taken at once at `at` (milliseconds of a clock that never goes back). */
export interface TokenBucket {
  readonly tokens: number;
  readonly at: number;
}

export function fullBucket({ burst }: Rate, now: number): TokenBucket {
  return { tokens: burst, at: now };
}

/** Takes one. Null where none is there yet: {@link untilToken} says how long. */
export function takeToken(bucket: TokenBucket, rate: Rate, now: number): TokenBucket | null {
  const { tokens, at } = refilled(bucket, rate, now);
  return tokens >= 1 ? { tokens: tokens - 1, at } : null;
}

/** Milliseconds until one can be taken, rounded up; 0: now. */
export function untilToken(bucket: TokenBucket, rate: Rate, now: number): number {
  const { tokens } = refilled(bucket, rate, now);
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / rate.perSecond);
}

export function isFull(bucket: TokenBucket, rate: Rate, now: number): boolean {
  return refilled(bucket, rate, now).tokens >= rate.burst;
}

/** A clock that did go back brings nothing. */
function refilled({ tokens, at }: TokenBucket, { perSecond, burst }: Rate, now: number): TokenBucket {
  const passed = Math.max(0, now - at);
  return { tokens: Math.min(burst, tokens + (passed * perSecond) / 1000), at: at + passed };
}
