import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';

/**
 * A module whose token behaves as it is told. It keeps to the standard where that matters here: numbers of sessions are
 * given out anew after C_Finalize, a login is the process's, and whoever breaks a rule of the caller's is written down.
 */
export class ScriptedModule {
  /** What was called, in order; the names of PKCS#11. */
  readonly calls: string[] = [];
  /** Rules that the caller broke. */
  readonly faults: string[] = [];
  /** What the next signatures answer instead of signing. */
  readonly answers: string[] = [];
  present = true;
  /** A token that was put back is seen only after C_Initialize. */
  seenAnew = true;
  loggedIn = false;
  mostSessions = 4;
  readonly #sessions = new Set<Handle>();
  readonly #busy = new Set<Handle>();
  #initialised = false;
  #seen = true;
  #next = 1;

  pull(): void {
    this.present = false;
    this.#seen = !this.seenAnew;
    this.loggedIn = false;
  }

  count(name: string): number {
    return this.calls.filter((call) => call === name).length;
  }

  readonly cryptoki: Cryptoki = {
    initialize: async () => {
      this.#enter('C_Initialize');
      this.#initialised = true;
      this.#seen = this.present;
    },
    finalize: async () => {
      this.#enter('C_Finalize');
      if (this.#busy.size > 0) this.faults.push('C_Finalize while another call runs');
      this.#initialised = false;
      this.loggedIn = false;
      this.#sessions.clear();
      this.#next = 1;
    },
    slots: async () => {
      this.#enter('C_GetSlotList');
      return [7];
    },
    tokenInfo: async () => {
      this.#enter('C_GetTokenInfo');
      this.#mustBeThere('C_GetTokenInfo');
      const pinOctets = { least: 4, most: 255 };
      return { label: 'koshin', serialNumber: '1', flags: 0, maximumSessions: this.mostSessions, pinOctets };
    },
    signsBy: async () => true,
    openSession: async () => {
      this.#enter('C_OpenSession');
      this.#mustBeThere('C_OpenSession');
      if (this.#sessions.size >= this.mostSessions) throw new CryptokiError('C_OpenSession', 'CKR_SESSION_COUNT');
      const session = this.#next++;
      this.#sessions.add(session);
      return session;
    },
    closeSession: async (session) => {
      this.#enter('C_CloseSession');
      this.#sessions.delete(session);
      if (this.#sessions.size === 0) this.loggedIn = false;
    },
    sessionState: async () => (this.loggedIn ? 3 : 2),
    login: async () => {
      this.#enter('C_Login');
      this.#mustBeThere('C_Login');
      if (this.loggedIn) throw new CryptokiError('C_Login', 'CKR_USER_ALREADY_LOGGED_IN');
      this.loggedIn = true;
    },
    logout: async () => {
      this.loggedIn = false;
    },
    initialiseToken: async () => {},
    initialisePin: async () => {},
    find: async () => [],
    read: async () => new Uint8Array(),
    write: async () => {},
    generateKeyPair: async () => ({ publicKey: 1, privateKey: 2 }),
    createObject: async () => 1,
    destroyObject: async () => {},
    sign: async (session) => {
      this.#enter('C_Sign');
      if (this.#busy.has(session)) this.faults.push(`session ${session} is in two hands`);
      this.#busy.add(session);
      await new Promise(setImmediate);
      this.#busy.delete(session);
      this.#mustBeThere('C_Sign');
      const answer = this.answers.shift();
      if (answer !== undefined) throw new CryptokiError('C_Sign', answer);
      if (!this.#sessions.has(session)) throw new CryptokiError('C_Sign', 'CKR_SESSION_HANDLE_INVALID');
      if (!this.loggedIn) throw new CryptokiError('C_Sign', 'CKR_USER_NOT_LOGGED_IN');
      return Uint8Array.of(1);
    },
  };

  #enter(name: string): void {
    this.calls.push(name);
    if (name !== 'C_Initialize' && !this.#initialised) throw new CryptokiError(name, 'CKR_CRYPTOKI_NOT_INITIALIZED');
  }

  #mustBeThere(name: string): void {
    if (!this.present || !this.#seen) throw new CryptokiError(name, 'CKR_TOKEN_NOT_PRESENT');
  }
}
