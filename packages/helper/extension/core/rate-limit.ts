import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { StorageArea } from '../browser/extension-api.ts';

export interface Limit {
  /** Under which its stamps are kept. */
  readonly name: string;
  readonly most: number;
  /** Milliseconds. */
  readonly within: number;
}

/** Windows that a site may have shown: a renewal needs three or four. */
export const consentLimit: Limit = { name: 'consents', most: 10, within: 10 * 60_000 };
/** Questions that no window is shown for. */
export const statusLimit: Limit = { name: 'questions', most: 60, within: 60_000 };

const Stamps = Type.Record(Type.String(), Type.Array(Type.Number()));

/**
 * Counts what each origin asked, in what the browser keeps while it runs: the background page is put to sleep and woken,
 * and must not forget it.
 */
export class RateLimit {
  readonly #limit: Limit;
  readonly #kept: StorageArea;
  readonly #now: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ limit, kept, now }: { limit: Limit; kept: StorageArea; now: () => number }) {
    this.#limit = limit;
    this.#kept = kept;
    this.#now = now;
  }

  /** Null: counted, go on. Otherwise not counted; from this time on (milliseconds since 1970) it may be tried again. */
  take(origin: string): Promise<number | null> {
    const taken = this.#turn.then(() => this.#take(origin));
    this.#turn = taken.catch(() => {});
    return taken;
  }

  async #take(origin: string): Promise<number | null> {
    const { name, most, within } = this.#limit;
    const now = this.#now();
    const { [name]: value } = await this.#kept.get(name);
    const all = Value.Check(Stamps, value) ? value : {};
    // A stamp of the future is of a clock that was set back.
    const recent = (stamps: readonly number[]) => stamps.filter((at) => at > now - within && at <= now);
    const mine = recent(all[origin] ?? []);
    const oldest = mine.at(-most);
    if (oldest !== undefined) return oldest + within;
    const others = Object.entries(all).filter(([other, stamps]) => other !== origin && recent(stamps).length > 0);
    await this.#kept.set({ [name]: { ...Object.fromEntries(others), [origin]: [...mine, now] } });
    return null;
  }
}
