import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { KeyStoreRefused, type TokenStore } from '../key-stores/key-store.ts';

/** Who uses a token, and for what: a login is for these alone. */
export interface TokenUse {
  readonly serial: string;
  /** Of the page, as the browser says. */
  readonly origin: string;
  /** The renewal, or what is removed. */
  readonly purpose: string;
}

export type PinNeeded = Extract<HostAnswerBody, { answer: 'pin-needed' }>;

interface Held extends TokenUse {
  readonly token: TokenStore;
  readonly until: number;
}

/** Milliseconds that a PIN holds for. */
const loginLasts = 10 * 60_000;

/**
 * At most one login at a time, for the origin and purpose whose PIN it was, for ten minutes and never longer than this
 * process. A PIN that was wrong is forgotten at once: the next try needs a person.
 */
export class TokenLogins {
  readonly #open: (serial: string) => Promise<TokenStore>;
  readonly #now: () => number;
  #held: Held | null = null;

  /** `now` in milliseconds, of a clock that does not jump. */
  constructor({ open, now }: { open: (serial: string) => Promise<TokenStore>; now: () => number }) {
    this.#open = open;
    this.#now = now;
  }

  /** What the act gives; or `pin-needed`, and the act has not begun. Throws KeyStoreRefused. */
  async use<Result>(
    who: TokenUse,
    pin: string | null,
    act: (token: TokenStore) => Promise<Result>,
  ): Promise<Result | PinNeeded> {
    // 1. A login of the same origin and purpose goes on; any other one ends here.
    const held = await this.#stillHeld(who);
    if (held !== null) return this.#within(held, act);
    // 2. Without a login: is one needed?
    const token = await this.#open(who.serial);
    let kept = false;
    try {
      if (await token.needsPin()) {
        if (pin === null) return await pinNeeded(token);
        await token.logIn(pin);
        this.#held = { ...who, token, until: this.#now() + loginLasts };
        kept = true;
      }
      return await act(token);
    } catch (error) {
      if (kept && isGone(error)) await this.end();
      throw error;
    } finally {
      if (!kept) await token.close();
    }
  }

  /** Ends the login whose time is over, so that it does not wait for the next message. */
  async expire(): Promise<void> {
    if (this.#held !== null && this.#now() >= this.#held.until) await this.end();
  }

  async end(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.token.close();
  }

  async #stillHeld(who: TokenUse): Promise<TokenStore | null> {
    const held = this.#held;
    if (held === null) return null;
    const same = held.serial === who.serial && held.origin === who.origin && held.purpose === who.purpose;
    if (same && this.#now() < held.until && !(await needsPinAgain(held.token))) return held.token;
    await this.end();
    return null;
  }

  async #within<Result>(token: TokenStore, act: (token: TokenStore) => Promise<Result>): Promise<Result> {
    try {
      return await act(token);
    } catch (error) {
      if (isGone(error)) await this.end();
      throw error;
    }
  }
}

async function pinNeeded(token: TokenStore): Promise<PinNeeded> {
  return { answer: 'pin-needed', tokenLabel: token.label, triesLeft: await token.triesLeft() };
}

/** Pulled out and put back, a token has forgotten the login. */
async function needsPinAgain(token: TokenStore): Promise<boolean> {
  try {
    return await token.needsPin();
  } catch (error) {
    if (error instanceof KeyStoreRefused) return true;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof KeyStoreRefused && ['token-removed', 'token-absent', 'token-faulty'].includes(error.code);
}
