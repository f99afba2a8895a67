import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { answered, CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import type { Pin } from './pin.ts';
import { Sessions } from './sessions.ts';
import { Unavailable } from './unavailable.ts';

/** Sessions with a token in which the user is logged in, until something is lost of that. */
export class Connection {
  readonly cryptoki: Cryptoki;
  readonly slot: Handle;
  readonly #sessions: Sessions;
  /** Whether anything was done by it: then what fails is news, and no lasting state. */
  worked = false;
  #busy = 0;
  #closed = false;
  readonly #whenIdle: (() => void)[] = [];

  private constructor(cryptoki: Cryptoki, slot: Handle, sessions: Sessions) {
    this.cryptoki = cryptoki;
    this.slot = slot;
    this.#sessions = sessions;
  }

  /** Finds the token by its label and logs in. Throws {@link Unavailable} and CryptokiError. */
  static async open(
    cryptoki: Cryptoki,
    { tokenLabel, pin }: { readonly tokenLabel: string; readonly pin: Pin },
  ): Promise<Connection> {
    // 1. The one token of this label; a slot whose token cannot be asked is not the one.
    const found: Handle[] = [];
    for (const slot of await cryptoki.slots()) {
      const info = await cryptoki.tokenInfo(slot).catch(() => null);
      if (info?.label === tokenLabel) found.push(slot);
    }
    const [slot, second] = found;
    if (slot === undefined) throw new Unavailable('token-not-present');
    if (second !== undefined) throw new Unavailable('two-tokens-of-this-label');

    // 2. A session, which all others share its login with.
    const { flags, maximumSessions } = await cryptoki.tokenInfo(slot);
    const open = () => cryptoki.openSession(slot, { writing: false });
    const sessions = new Sessions({ open, tokenAllows: maximumSessions });
    const session = await sessions.take();
    try {
      await pin.use(flags, (octets) => logIn(cryptoki, session, octets));
    } catch (error) {
      await cryptoki.closeSession(session).catch(() => {});
      throw error;
    }
    sessions.give(session);
    return new Connection(cryptoki, slot, sessions);
  }

  /** Work with a session of one's own for that time. */
  async withSession<T>(work: (session: Handle) => Promise<T>): Promise<T> {
    return this.#counted(async () => {
      const session = await this.#sessions.take();
      try {
        const done = await work(session);
        this.#sessions.give(session);
        return done;
      } catch (error) {
        if (error instanceof CryptokiError) {
          // What its failure left the session in, nobody knows.
          await this.cryptoki.closeSession(session).catch(() => {});
          this.#sessions.discard();
        } else this.#sessions.give(session);
        throw error;
      }
    });
  }

  /** The same with a session that may make and destroy objects. */
  async withWritingSession<T>(work: (session: Handle) => Promise<T>): Promise<T> {
    return this.#counted(async () => {
      const session = await this.cryptoki.openSession(this.slot, { writing: true });
      try {
        return await work(session);
      } finally {
        await this.cryptoki.closeSession(session).catch(() => {});
      }
    });
  }

  /**
   * No work begins any more; resolves when all that began has ended and its sessions are closed. Without this a later
   * session might get the number of one of these, and two would work with it at once.
   */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#busy > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    await Promise.all(this.#sessions.takeAll().map((session) => this.cryptoki.closeSession(session).catch(() => {})));
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new CryptokiError('a connection that is over', 'CKR_SESSION_CLOSED');
    this.#busy += 1;
    try {
      const done = await work();
      this.worked = true;
      return done;
    } catch (error) {
      // Any other answer came from a token that works.
      if (!(error instanceof CryptokiError)) this.worked = true;
      throw error;
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }
}

async function logIn(cryptoki: Cryptoki, session: Handle, pin: Uint8Array): Promise<'right' | 'wrong'> {
  try {
    await cryptoki.login(session, pin);
    return 'right';
  } catch (error) {
    // By another part of this process: the login is the process's.
    if (answered(error, 'CKR_USER_ALREADY_LOGGED_IN')) return 'right';
    if (answered(error, 'CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE')) return 'wrong';
    if (answered(error, 'CKR_PIN_LOCKED')) throw new Unavailable('pin-locked');
    throw error;
  }
}
