import type { Cryptoki } from '@koshin/cryptoki/cryptoki.ts';
import { isStale } from '@koshin/cryptoki/cryptoki-error.ts';
import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import { Connection } from './connection.ts';
import { Pin } from './pin.ts';
import { Unavailable } from './unavailable.ts';

export interface TokenPlace {
  /** Path of the PKCS#11 module. */
  readonly module: string;
  readonly tokenLabel: string;
  /** Path of the file with the user's PIN. */
  readonly pinFile: string;
}

/** As it is; with a new login; with the module initialised anew; and one for a loss in between. */
const mostTries = 4;

/** The connection of the day, and what it takes to have another. */
interface Generation {
  readonly connection: Promise<Connection>;
  /** Whether the module was initialised anew for it. */
  readonly restarted: boolean;
}

/**
 * A token that may lose login and sessions, be taken out and be put back, without Koshin being restarted. Work that finds
 * its connection lost begins anew: first by new sessions and a new login, then by initialising the module anew, which
 * with many modules is the only way in which a token that was taken out is seen again.
 */
export class Token {
  readonly #place: TokenPlace;
  readonly #load: (module: string) => Promise<Cryptoki>;
  readonly #pin: Pin;
  #generation: Generation | null = null;
  /** Open as far as anybody knows; closed before the next is opened. */
  #last: Connection | null = null;

  constructor(place: TokenPlace, load: (module: string) => Promise<Cryptoki> = loadCryptoki) {
    this.#place = place;
    this.#load = load;
    this.#pin = new Pin(place.pinFile);
  }

  /**
   * Does the work, and once more when its connection turns out to be lost. Throws {@link Unavailable}, CryptokiError, and
   * what the work throws.
   */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    for (let triesLeft = mostTries; ; triesLeft--) {
      this.#generation ??= this.#begin({ restarted: false });
      const generation = this.#generation;
      try {
        return await work(await generation.connection);
      } catch (error) {
        const connection = await generation.connection.catch(() => null);
        const goesOn = isLost(error) && this.#after(generation, connection) && triesLeft > 1;
        // The next call tries anew.
        if (connection === null && this.#generation === generation) this.#generation = null;
        if (!goesOn) throw error;
      }
    }
  }

  /** Of many who find it lost, one begins anew. False when it has been lost for good, for now. */
  #after(lost: Generation, connection: Connection | null): boolean {
    if (this.#generation !== lost) return true;
    const worked = connection?.worked ?? false;
    if (lost.restarted && !worked) {
      this.#generation = null;
      return false;
    }
    this.#generation = this.#begin({ restarted: !worked });
    return true;
  }

  #begin({ restarted }: { readonly restarted: boolean }): Generation {
    const connection = this.#connect(restarted);
    // Whoever works with it hears of it.
    connection.catch(() => {});
    return { connection, restarted };
  }

  async #connect(restart: boolean): Promise<Connection> {
    await this.#last?.close();
    this.#last = null;
    const cryptoki = await this.#module();
    if (restart) await cryptoki.finalize().catch(() => {});
    await cryptoki.initialize();
    this.#last = await Connection.open(cryptoki, { tokenLabel: this.#place.tokenLabel, pin: this.#pin });
    return this.#last;
  }

  async #module(): Promise<Cryptoki> {
    try {
      return await this.#load(this.#place.module);
    } catch {
      throw new Unavailable('module-not-loaded');
    }
  }
}

/** Only a wrong PIN is no reason to begin anew: it would be tried again. */
function isLost(error: unknown): boolean {
  return isStale(error) || (error instanceof Unavailable && error.reason === 'token-not-present');
}
