import { type Instant, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';

interface Count {
  readonly failures: number;
  readonly until: Instant;
}

/** So many addresses at once are a flood; the oldest is forgotten for the newest, so that memory is bounded. */
const mostAddresses = 10_000;

/**
 * Counts wrong codes and passwords by the address they come from: who tries many login IDs from one place is slowed
 * down, which the tries of each user's own would not see. Kept in this process only, as it is no record of anything.
 */
export class FailedTries {
  readonly #counts = new Map<string, Count>();
  readonly #limit: number;
  readonly #seconds: number;
  readonly #now: () => Instant;

  /** @param limit failures within `perSeconds` from one address, then it waits for the rest of that time */
  constructor({ limit, perSeconds, now }: { limit: number; perSeconds: number; now: () => Instant }) {
    this.#limit = limit;
    this.#seconds = perSeconds;
    this.#now = now;
  }

  /** When this address may try again; null: now. */
  waitsUntil(address: string): Instant | null {
    const count = this.#running(address);
    return count !== null && count.failures >= this.#limit ? count.until : null;
  }

  note(address: string): void {
    const count = this.#running(address);
    const until = count?.until ?? plusSeconds(this.#now(), seconds(this.#seconds));
    this.#counts.delete(address);
    this.#counts.set(address, { failures: (count?.failures ?? 0) + 1, until });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > mostAddresses && oldest !== undefined) this.#counts.delete(oldest);
  }

  /** An end further away than a whole time was written under a clock that was set back since, and holds nobody up. */
  #running(address: string): Count | null {
    const count = this.#counts.get(address);
    const now = this.#now();
    return count && now < count.until && count.until <= plusSeconds(now, seconds(this.#seconds)) ? count : null;
  }
}
