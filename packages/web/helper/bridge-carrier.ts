import { type Carried, type Carrier, within } from './carrier.ts';

/** Of `window` what the bridge needs; messages of others reach it, too. */
export interface BridgedPage {
  readonly post: (message: unknown) => void;
  /** Tells of every message that this very window posted to itself; gives back how to stop. */
  readonly hear: (hearer: (message: unknown) => void) => () => void;
  /** A name that no other page can guess. */
  readonly newId: () => string;
}

/** Milliseconds in which an extension that is there says so: no host has to be started for it. */
const presenceLimit = 3000;

/**
 * Firefox, where pages cannot talk to extensions: a script of the extension's in the page carries
 * `{ koshinHelper: 'request', id, request }` there and `{ koshinHelper: 'answer', id, answer }` back. Anything else in
 * the page could answer as well; that is no more than a page can do to itself.
 */
export function bridgeCarrier(page: BridgedPage): Carrier {
  const ask = (request: unknown, milliseconds: number): Promise<Carried> => {
    const id = page.newId();
    const { promise, resolve } = Promise.withResolvers<Carried>();
    const stop = page.hear((message) => {
      if (isAnswerTo(id, message)) resolve({ came: 'answer', answer: message.answer });
    });
    page.post({ koshinHelper: 'request', id, request });
    return within(milliseconds, promise).finally(stop);
  };
  return async (request, milliseconds) => {
    // Nobody there and nobody answering look the same. What is no request is refused at once by whoever is there.
    const presence = await ask(null, Math.min(presenceLimit, milliseconds));
    return presence.came === 'answer' ? ask(request, milliseconds) : { came: 'no-extension' };
  };
}

function isAnswerTo(id: string, message: unknown): message is { readonly answer: unknown } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'koshinHelper' in message &&
    message.koshinHelper === 'answer' &&
    'id' in message &&
    message.id === id &&
    'answer' in message
  );
}
