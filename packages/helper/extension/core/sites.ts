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
const Managed = Type.Object({
  sites: Type.Optional(Type.Array(Site)),
  /** False: the user cannot add sites. */
  userMayAllow: Type.Optional(Type.Boolean()),
});

const Allowed = Type.Array(Type.String());

/** How a site stands. `undecided` sites may be introduced, `refused` ones not even that. */
export type Standing =
  | { readonly kind: 'listed'; readonly bank: Localized }
  | { readonly kind: 'allowed-by-user' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'refused' };

/** Under this name in `storage.local`: the origins that the user has allowed. */
export const allowedByUser = 'allowedOrigins';

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
    const { sites = [], userMayAllow = true } = await this.#ofManager();
    const listed = [...this.#built, ...sites].find((site) => site.origin === origin);
    if (listed !== undefined) return { kind: 'listed', bank: listed.bank };
    if (!userMayAllow || !origin.startsWith('https://')) return { kind: 'refused' };
    return (await allowedOrigins(this.#local)).includes(origin) ? { kind: 'allowed-by-user' } : { kind: 'undecided' };
  }

  /** Until the user takes it back on the options page. */
  async allow(origin: string): Promise<void> {
    const before = await allowedOrigins(this.#local);
    if (!before.includes(origin)) await this.#local.set({ [allowedByUser]: [...before, origin] });
  }

  async #ofManager(): Promise<Type.Static<typeof Managed>> {
    // Where nobody manages, Firefox rejects.
    const [sites, userMayAllow] = await Promise.all(['sites', 'userMayAllow'].map((key) => this.#managedValue(key)));
    const read = Object.fromEntries(Object.entries({ sites, userMayAllow }).filter(([, value]) => value !== undefined));
    // Settings that nobody can read allow nothing.
    return Value.Check(Managed, read) ? read : { userMayAllow: false };
  }

  async #managedValue(key: string): Promise<unknown> {
    try {
      return (await this.#managed.get(key))[key];
    } catch {
      return undefined;
    }
  }
}

/** What the user has allowed so far. */
export async function allowedOrigins(local: StorageArea): Promise<readonly string[]> {
  const { [allowedByUser]: kept } = await local.get(allowedByUser);
  return Value.Check(Allowed, kept) ? kept : [];
}
