import type { PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BridgedPage, bridgeCarrier } from './bridge-carrier.ts';

const request: PageRequest = { protocol: 1, language: 'ja', act: 'status', minimumVersion: '1.0.0' };

interface Posted {
  readonly koshinHelper: string;
  readonly id: string;
  readonly request?: unknown;
}

/** A window that hears its own messages, as windows do; `bridge` is the extension's script in it. */
class PretendWindow implements BridgedPage {
  readonly hearers = new Set<(message: unknown) => void>();
  readonly requests: Posted[] = [];
  readonly #bridge: (posted: Posted, page: PretendWindow) => void;
  #ids = 0;

  constructor(bridge: (posted: Posted, page: PretendWindow) => void) {
    this.#bridge = bridge;
  }

  readonly newId = () => {
    this.#ids += 1;
    return `id-${this.#ids}`;
  };

  readonly post = (message: unknown) => {
    queueMicrotask(() => {
      for (const hear of [...this.hearers]) hear(message);
      if (!isRequest(message)) return;
      this.requests.push(message);
      this.#bridge(message, this);
    });
  };

  readonly hear = (hearer: (message: unknown) => void) => {
    this.hearers.add(hearer);
    return () => void this.hearers.delete(hearer);
  };
}

const isRequest = (message: unknown): message is Posted =>
  typeof message === 'object' && message !== null && 'koshinHelper' in message && message.koshinHelper === 'request';

const malformed = { answer: 'refused', code: 'request-malformed', facts: {} };
const reply = (page: PretendWindow, id: unknown, answer: unknown) => page.post({ koshinHelper: 'answer', id, answer });
const answering: ConstructorParameters<typeof PretendWindow>[0] = ({ id, request: asked }, page) =>
  reply(page, id, asked === null ? malformed : { asked });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Firefox's bridge", () => {
  it('carries the request through the page and the answer back', async () => {
    const page = new PretendWindow(answering);
    expect(await bridgeCarrier(page)(request, 500)).toEqual({ came: 'answer', answer: { asked: request } });
  });

  it('asks under a new name every time, first whether anybody is there', async () => {
    const page = new PretendWindow(answering);
    await bridgeCarrier(page)(request, 500);
    expect(page.requests).toEqual([
      { koshinHelper: 'request', id: 'id-1', request: null },
      { koshinHelper: 'request', id: 'id-2', request },
    ]);
  });

  it('says after three seconds that nobody is there, and has asked nothing of anybody', async () => {
    const page = new PretendWindow(() => {});
    const carried = bridgeCarrier(page)(request, 60_000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await carried).toEqual({ came: 'no-extension' });
    expect(page.requests.map((posted) => posted.request)).toEqual([null]);
  });

  it('is silence when somebody is there who does not answer in time', async () => {
    const page = new PretendWindow(({ id, request: asked }, self) => {
      if (asked === null) reply(self, id, malformed);
    });
    const carried = bridgeCarrier(page)(request, 20_000);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await carried).toEqual({ came: 'silence' });
  });

  it('takes no answer to another question, no echo of its own request and nothing without an answer', async () => {
    const page = new PretendWindow((posted, self) => {
      if (posted.request === null) return reply(self, posted.id, malformed);
      reply(self, 'id-0', 'of another');
      self.post({ koshinHelper: 'answer', id: posted.id });
      self.post({ koshinHelper: 'here' });
      self.post(null);
      self.post('answer');
      reply(self, posted.id, 'ours');
    });
    expect(await bridgeCarrier(page)(request, 500)).toEqual({ came: 'answer', answer: 'ours' });
  });

  it('keeps answers apart that come in another order', async () => {
    const held: (() => void)[] = [];
    const page = new PretendWindow(({ id, request: asked }, self) => {
      if (asked === null) reply(self, id, malformed);
      else held.unshift(() => reply(self, id, asked));
    });
    const carry = bridgeCarrier(page);
    const english: PageRequest = { ...request, language: 'en' };
    const both = Promise.all([carry(request, 500), carry(english, 500)]);
    await vi.advanceTimersByTimeAsync(1);
    for (const answer of held) answer();
    expect(await both).toEqual([
      { came: 'answer', answer: request },
      { came: 'answer', answer: english },
    ]);
  });

  it('stops listening, answered or not', async () => {
    const page = new PretendWindow(answering);
    await bridgeCarrier(page)(request, 500);
    const deaf = new PretendWindow(() => {});
    const carried = bridgeCarrier(deaf)(request, 500);
    await vi.advanceTimersByTimeAsync(500);
    await carried;
    expect([page.hearers.size, deaf.hearers.size]).toEqual([0, 0]);
  });
});
