import { readFile, stat } from 'node:fs/promises';
import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import { Unavailable } from './unavailable.ts';

interface Found {
  readonly text: string;
  /** Another whenever somebody wrote the file, also with the same PIN. */
  readonly edition: string;
}

/**
 * The PIN in its file, and whether it may be tried: a token locks itself after a few wrong ones, and then nobody can
 * issue until its security officer comes. So a PIN that was refused is not tried again, and none while the token tells
 * of wrong tries, until a person writes the file anew while this process runs. See `docs/decisions/0022`.
 */
export class Pin {
  readonly #file: string;
  #accepted: string | null = null;
  #refused: string | null = null;
  /** The edition found while the token told of wrong tries. */
  #held: string | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Tries it by `login` when that is allowed. `login` answers whether the PIN was right; `flags` are the token's.
   * Throws {@link Unavailable} when it is not tried, or was wrong.
   */
  async use(flags: number, login: (pin: Uint8Array) => Promise<'right' | 'wrong'>): Promise<void> {
    const { text, edition } = await this.#find();
    const reason = this.#reasonAgainst(edition, flags);
    if (reason !== null) throw new Unavailable(reason);
    const pin = Buffer.from(text, 'utf8');
    try {
      if ((await login(pin)) === 'right') {
        this.#accepted = edition;
        return;
      }
    } finally {
      pin.fill(0);
    }
    this.#refused = edition;
    throw new Unavailable('wrong-pin');
  }

  #reasonAgainst(edition: string, flags: number): string | null {
    if (flags & tokenFlags.pinLocked) return 'pin-locked';
    // The right PIN would do, but who is wrong now has locked it.
    if (flags & tokenFlags.pinFinalTry) return 'pin-final-try';
    if (edition === this.#refused) return 'wrong-pin';
    if (!(flags & tokenFlags.pinCountLow) || edition === this.#accepted || this.#refused !== null) return null;
    this.#held ??= edition;
    return edition === this.#held ? 'pin-tried-before' : null;
  }

  async #find(): Promise<Found> {
    try {
      const text = (await readFile(this.#file, 'utf8')).replace(/\r?\n$/, '');
      const { mtimeMs, ino } = await stat(this.#file);
      return { text, edition: `${mtimeMs}/${ino}/${text}` };
    } catch {
      throw new Unavailable('pin-file-unreadable');
    }
  }
}
