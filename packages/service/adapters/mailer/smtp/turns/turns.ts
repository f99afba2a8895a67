import { fullBucket, isFull, type Rate, type TokenBucket, takeToken, untilToken } from './token-bucket.ts';

export interface TurnLimits {
  /** At the same time, in all and to one domain. The second is smaller, so that one slow domain leaves room for others. */
  readonly together: number;
  readonly togetherToDomain: number;
  readonly rate: Rate;
  readonly rateToDomain: Rate;
}

export interface Time {
  /** Milliseconds; never goes back. */
  readonly now: () => number;
  /** Returns what takes it back. */
  readonly later: (ms: number, act: () => void) => () => void;
}

interface Lane {
  readonly waiting: (() => void)[];
  running: number;
  bucket: TokenBucket;
}

/** So many domains are remembered before those that nobody writes to are looked for. */
const remembered = 1_000;

/** Who may begin now: letters of one domain one after the other, the domains by turns. */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #time: Time;
  readonly #lanes = new Map<string, Lane>();
  /** The domains somebody waits for, the one whose turn is next in front. */
  readonly #waiting = new Map<string, Lane>();
  readonly #giveUps = new Set<() => void>();
  #bucket: TokenBucket;
  #running = 0;
  #cancelWake: (() => void) | null = null;

  constructor(limits: TurnLimits, time: Time) {
    this.#limits = limits;
    this.#time = time;
    this.#bucket = fullBucket(limits.rate, time.now());
  }

  /** The function that ends the turn; null: it did not come within `waitMs`, or {@link Turns.dismiss} came first. */
  take(domain: string, waitMs: number): Promise<(() => void) | null> {
    return new Promise((resolve) => {
      const lane = this.#laneOf(domain);
      const giveUp = () => {
        settle();
        lane.waiting.splice(lane.waiting.indexOf(begin), 1);
        if (lane.waiting.length === 0) this.#waiting.delete(domain);
        resolve(null);
      };
      const begin = () => {
        settle();
        resolve(() => this.#end(lane));
      };
      const cancel = this.#time.later(waitMs, giveUp);
      const settle = () => {
        cancel();
        this.#giveUps.delete(giveUp);
      };
      this.#giveUps.add(giveUp);
      lane.waiting.push(begin);
      if (!this.#waiting.has(domain)) this.#waiting.set(domain, lane);
      this.#serve();
    });
  }

  /** Who still waits gets null at once. */
  dismiss(): void {
    for (const giveUp of [...this.#giveUps]) giveUp();
    this.#stopWaking();
  }

  #laneOf(domain: string): Lane {
    const known = this.#lanes.get(domain);
    if (known) return known;
    if (this.#lanes.size >= remembered) this.#forgetTheIdle();
    const lane = { waiting: [], running: 0, bucket: fullBucket(this.#limits.rateToDomain, this.#time.now()) };
    this.#lanes.set(domain, lane);
    return lane;
  }

  #forgetTheIdle(): void {
    const now = this.#time.now();
    for (const [domain, { running, waiting, bucket }] of this.#lanes) {
      // With a full bucket it is what a new one would be.
      const idle = running === 0 && waiting.length === 0 && isFull(bucket, this.#limits.rateToDomain, now);
      if (idle) this.#lanes.delete(domain);
    }
  }

  #end(lane: Lane): void {
    this.#running -= 1;
    lane.running -= 1;
    this.#serve();
  }

  #stopWaking(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
  }

  #serve(): void {
    this.#stopWaking();
    while (this.#running < this.#limits.together) {
      const now = this.#time.now();
      const next = this.#next(now);
      if (next === null) return;
      if (typeof next === 'number') {
        this.#cancelWake = this.#time.later(next, () => this.#serve());
        return;
      }
      this.#begin(...next, now);
    }
  }

  /** Whose turn it is; milliseconds until it is somebody's; null: nobody's, before another has ended. */
  #next(now: number): readonly [domain: string, lane: Lane] | number | null {
    const untilAny = untilToken(this.#bucket, this.#limits.rate, now);
    let until = Number.POSITIVE_INFINITY;
    for (const [domain, lane] of this.#waiting) {
      if (lane.running >= this.#limits.togetherToDomain) continue;
      const untilThis = Math.max(untilAny, untilToken(lane.bucket, this.#limits.rateToDomain, now));
      if (untilThis === 0) return [domain, lane];
      until = Math.min(until, untilThis);
    }
    return Number.isFinite(until) ? until : null;
  }

  #begin(domain: string, lane: Lane, now: number): void {
    this.#bucket = takeToken(this.#bucket, this.#limits.rate, now) ?? this.#bucket;
    lane.bucket = takeToken(lane.bucket, this.#limits.rateToDomain, now) ?? lane.bucket;
    lane.running += 1;
    this.#running += 1;
    const begin = lane.waiting.shift();
    // Behind all others: the next turn is theirs.
    this.#waiting.delete(domain);
    if (lane.waiting.length > 0) this.#waiting.set(domain, lane);
    begin?.();
  }
}
