import { StorePlace } from '@koshin/wire/helper/values.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { StorageArea } from '../browser/extension-api.ts';

/** What はい to `consent.all` also said yes to: the rest of one renewal. */
const Grant = Type.Object({
  origin: Type.String(),
  tabId: Type.Integer(),
  renewal: Type.String(),
  keyDigest: Type.String(),
  place: StorePlace,
  /** Milliseconds since 1970. */
  since: Type.Number(),
});
export type Granted = Omit<Type.Static<typeof Grant>, 'since'>;

/** Milliseconds. */
const grantLasts = 10 * 60_000;
const name = 'grant';

/** One at a time: the next はい to all takes the place of the one before. */
export class Grants {
  readonly #kept: StorageArea;
  readonly #now: () => number;

  constructor({ kept, now }: { kept: StorageArea; now: () => number }) {
    this.#kept = kept;
    this.#now = now;
  }

  async give(granted: Granted): Promise<void> {
    await this.#kept.set({ [name]: { ...granted, since: this.#now() } });
  }

  /** Whether exactly this was granted, in this tab, and not too long ago. */
  async covers(asked: Granted): Promise<boolean> {
    const { [name]: given } = await this.#kept.get(name);
    if (!Value.Check(Grant, given)) return false;
    const age = this.#now() - given.since;
    const same = ['origin', 'tabId', 'renewal', 'keyDigest'] as const;
    const fits = same.every((field) => given[field] === asked[field]) && Value.Equal(given.place, asked.place);
    return fits && age >= 0 && age < grantLasts;
  }
}
