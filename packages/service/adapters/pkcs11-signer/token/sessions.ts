import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { answered } from '@koshin/cryptoki/cryptoki-error.ts';

/** More than the threads that call, so that none waits; few enough to leave other users of a token some. */
const mostSessions = 8;
/** After the token had no further session, so many turns pass before it is asked again. */
const patienceTurns = 100;

/**
 * Sessions with one token, each for one caller at a time. Opened as needed, up to what the token allows: who finds none
 * waits for the next that is given back.
 */
export class Sessions {
  readonly #open: () => Promise<Handle>;
  readonly #most: number;
  readonly #free: Handle[] = [];
  readonly #waiting: ((session: Handle | null) => void)[] = [];
  #count = 0;
  #turnsToWait = 0;

  constructor({ open, tokenAllows }: { readonly open: () => Promise<Handle>; readonly tokenAllows: number }) {
    this.#open = open;
    this.#most = Math.min(mostSessions, tokenAllows);
  }

  /** Throws what opening throws, when there is no other session to wait for. */
  async take(): Promise<Handle> {
    for (;;) {
      const free = this.#free.pop();
      if (free !== undefined) return free;
      const opened = this.#mayOpen() ? await this.#openOne() : null;
      if (opened !== null) return opened;
      const given = await new Promise<Handle | null>((resolve) => this.#waiting.push(resolve));
      if (given !== null) return given;
    }
  }

  give(session: Handle): void {
    const next = this.#waiting.shift();
    if (next) next(session);
    else this.#free.push(session);
  }

  /** One that may be broken is never used again. Another may be opened in its place. */
  discard(): void {
    this.#count -= 1;
    this.#turnsToWait = 0;
    this.#waiting.shift()?.(null);
  }

  /** All that nobody has. */
  takeAll(): readonly Handle[] {
    return this.#free.splice(0);
  }

  #mayOpen(): boolean {
    if (this.#count === 0) return true;
    if (this.#count >= this.#most) return false;
    if (this.#turnsToWait === 0) return true;
    this.#turnsToWait -= 1;
    return false;
  }

  /** Null: the token has no further one, and there are others to wait for. */
  async #openOne(): Promise<Handle | null> {
    this.#count += 1;
    try {
      return await this.#open();
    } catch (error) {
      this.#count -= 1;
      if (answered(error, 'CKR_SESSION_COUNT') && this.#count > 0) {
        this.#turnsToWait = patienceTurns;
        return null;
      }
      // Who waits, too, has nothing to wait for.
      if (this.#count === 0) this.#waiting.shift()?.(null);
      throw error;
    }
  }
}
