import { Localized } from '@koshin/wire/portal/values.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { StorageArea } from '../browser/extension-api.ts';

/** A portal that may ask, and whose it is. */
export const Site = Type.Object(
  {
    /** Exactly as the browser says it: scheme, host and port. Never http. */
    origin: Type.String({ pattern: '^https://[^/]+$', maxLength: 300 }),
    bank: Localized,
  },
  { additionalProperties: false },
);
export type Site = Type.Static<typeof Site>;

/** What who manages the PC decides (`managed-schema.json`). */
interface Policy {
  readonly sites: readonly Site[];
  /** False: the user cannot add sites. */
  readonly userMayAllow: boolean;
}

const Allowed = Type.Array(Type.String());

/** How a site stands. `undecided` sites may be introduced, `refused` ones not even that. */
export type Standing =
  | { readonly kind: 'listed'; readonly bank: Localized }
  | { readonly kind: 'allowed-by-user' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'refused' };

/** Under this name in `storage.local`: the origins that the user has allowed. */
const allowedByUser = 'allowedOrigins';

/** Sites of the build, of who manages the PC, and of the user; read anew each time, as each may change meanwhile. */
export class Sites {
  readonly #built: readonly Site[];
  readonly #local: StorageArea;
  readonly #managed: StorageArea;

  constructor(from: { built: readonly Site[]; local: StorageArea; managed: StorageArea }) {
    this.#built = from.built;
    this.#local = from.local;
    this.#managed = from.managed;
  }

  async standingOf(origin: string): Promise<Standing> {
    const { sites, userMayAllow } = await this.#policy();
    // Who manages the PC knows better than who built the extension whose site it is.
    const listed = [...sites, ...this.#built].find((site) => site.origin === origin);
    if (listed !== undefined) return { kind: 'listed', bank: listed.bank };
    if (!userMayAllow || !origin.startsWith('https://')) return { kind: 'refused' };
    return (await allowedOrigins(this.#local)).includes(origin) ? { kind: 'allowed-by-user' } : { kind: 'undecided' };
  }

  /** Until the user takes it back on the options page ({@link takeBack}). */
  async allow(origin: string): Promise<void> {
    const before = await allowedOrigins(this.#local);
    if (!before.includes(origin)) await this.#local.set({ [allowedByUser]: [...before, origin] });
  }

  /** What cannot be read allows nothing, and takes nothing from the rest: a slip in one line must lock nobody out. */
  async #policy(): Promise<Policy> {
    const [sites, userMayAllow] = await Promise.all([this.#managedValue('sites'), this.#managedValue('userMayAllow')]);
    return {
      sites: Array.isArray(sites) ? sites.filter((site) => Value.Check(Site, site)) : [],
      userMayAllow: userMayAllow === undefined || userMayAllow === true,
    };
  }

  async #managedValue(key: string): Promise<unknown> {
    try {
      return (await this.#managed.get(key))[key];
    } catch {
      // Where nobody manages, Firefox rejects.
      return undefined;
    }
  }
}

/** What the user has allowed so far. */
export async function allowedOrigins(local: StorageArea): Promise<readonly string[]> {
  const { [allowedByUser]: kept } = await local.get(allowedByUser);
  return Value.Check(Allowed, kept) ? kept : [];
}

/** Reads anew what is allowed: another window may have taken back something else meanwhile, which must not return. */
export async function takeBack(local: StorageArea, origin: string): Promise<void> {
  const before = await allowedOrigins(local);
  await local.set({ [allowedByUser]: before.filter((other) => other !== origin) });
}
