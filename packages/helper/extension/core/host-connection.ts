import { HostAnswer, type HostAnswerBody, type HostRequest } from '@koshin/wire/helper/host-messages.ts';
import { Value } from 'typebox/value';
import type { ExtensionPort } from '../browser/extension-api.ts';
import { refused } from './refusals.ts';

type WithoutId<Request> = Request extends HostRequest ? Omit<Request, 'id'> : never;
export type Unnumbered = WithoutId<HostRequest>;

export interface HostMeans {
  /** A port to the native host; what is wrong with it is said by its end. */
  readonly connect: () => ExtensionPort;
  /** Why the port ended, as the browser says it. */
  readonly whyEnded: (port: ExtensionPort) => string;
  /** Returns what takes it back. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

/** Milliseconds. A token may think about an RSA key for a minute. */
const patience = { usual: 15_000, rsaInToken: 120_000 } as const;
/** Milliseconds after the last answer: the host ends, and its logins with it. */
const idle = 5 * 60_000;

/** How browsers say that there is no host to start (Chromium, Firefox). */
const missing = /not found|forbidden|failed to start|no such native application/i;

interface Live {
  readonly port: ExtensionPort;
  readonly waiting: Map<number, (body: HostAnswerBody) => void>;
}

/** One host at a time, started by the first request, asked one thing after the other. */
export class HostConnection {
  readonly #means: HostMeans;
  #live: Live | null = null;
  #lastId = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #stopIdle = () => {};
  #held = 0;

  constructor(means: HostMeans) {
    this.#means = means;
  }

  /** Never rejects: no host, no answer and an answer that is none are refusals. Nothing is asked twice. */
  ask(request: Unnumbered): Promise<HostAnswerBody> {
    const answered = this.#turn.then(() => this.#ask(request));
    this.#turn = answered;
    return answered;
  }

  /** While a person thinks, the host stays. Returns what ends that. */
  hold(): () => void {
    this.#held += 1;
    return () => {
      this.#held -= 1;
    };
  }

  async #ask(request: Unnumbered): Promise<HostAnswerBody> {
    this.#stopIdle();
    const live = this.#live ?? this.#start();
    if (live === null) return refused('helper-not-responding');
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve } = Promise.withResolvers<HostAnswerBody>();
    live.waiting.set(id, resolve);
    const stop = this.#means.after(patienceFor(request), () => this.#giveUp(live, 'no answer'));
    try {
      live.port.postMessage({ ...request, id });
    } catch {
      this.#giveUp(live, 'no port, or a message that the browser does not carry');
    }
    const body = await promise;
    stop();
    this.#rest();
    return body;
  }

  /** Null where the browser does not even try: of an extension that was taken away, or replaced under it. */
  #start(): Live | null {
    let port: ExtensionPort;
    try {
      port = this.#means.connect();
    } catch {
      return null;
    }
    const live: Live = { port, waiting: new Map() };
    this.#live = live;
    port.onMessage.addListener((message) => this.#heard(live, message));
    port.onDisconnect.addListener((ended) => this.#ended(live, this.#means.whyEnded(ended)));
    return live;
  }

  #heard(live: Live, message: unknown): void {
    if (!Value.Check(HostAnswer, message)) {
      this.#giveUp(live, 'an answer that is none');
      return;
    }
    const settle = live.waiting.get(message.id);
    live.waiting.delete(message.id);
    settle?.(message.body);
  }

  /** Browsers do not tell who disconnects that it did. */
  #giveUp(live: Live, why: string): void {
    live.port.disconnect();
    this.#ended(live, why);
  }

  #ended(live: Live, why: string): void {
    if (this.#live === live) this.#live = null;
    const refusal = refused(missing.test(why) ? 'helper-host-missing' : 'helper-not-responding');
    for (const settle of live.waiting.values()) settle(refusal);
    live.waiting.clear();
  }

  #rest(): void {
    this.#stopIdle = this.#means.after(idle, () => {
      if (this.#held > 0) return this.#rest();
      this.#live?.port.disconnect();
      this.#live = null;
    });
  }
}

function patienceFor(request: Unnumbered): number {
  const slow = request.act === 'make-key' && request.place.kind === 'token' && request.kind !== 'P-256';
  return slow ? patience.rsaInToken : patience.usual;
}
