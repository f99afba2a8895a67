import type { SmtpLimits, SmtpServer } from './server-settings.ts';
import { openSession, type Session } from './session.ts';

interface Idle {
  readonly session: Session;
  readonly timer: NodeJS.Timeout;
}

export interface TakenSession {
  readonly session: Session;
  /** It has handed over mails before: the server may have closed it meanwhile. */
  readonly used: boolean;
}

/** Connections that are kept for the next mail. How many are made at the same time is for who takes them to limit. */
export class Sessions {
  readonly #server: SmtpServer;
  readonly #limits: SmtpLimits;
  readonly #idle: Idle[] = [];
  readonly #handed = new WeakMap<Session, number>();
  #closed = false;

  constructor(server: SmtpServer, limits: SmtpLimits) {
    this.#server = server;
    this.#limits = limits;
  }

  /** The one used last, or a new one. Throws NoSession. */
  async take(): Promise<TakenSession> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (idle.session.usable()) return { session: idle.session, used: true };
    }
    return this.takeNew();
  }

  async takeNew(): Promise<TakenSession> {
    return { session: await openSession(this.#server, this.#limits), used: false };
  }

  giveBack(session: Session): void {
    const handed = (this.#handed.get(session) ?? 0) + 1;
    this.#handed.set(session, handed);
    if (!session.usable()) return;
    if (this.#closed || handed >= this.#limits.mailsPerConnection) {
      session.end();
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(idle), 1);
      session.end();
    }, this.#limits.idle);
    const idle = { session, timer };
    this.#idle.push(idle);
  }

  close(): void {
    this.#closed = true;
    for (const { session, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      session.end();
    }
  }
}
