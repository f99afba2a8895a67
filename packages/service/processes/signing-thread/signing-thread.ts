import { Worker } from 'node:worker_threads';
import type { DkimKey } from '../../adapters/mailer/dkim/dkim-key.ts';
import type { signMessage } from '../../adapters/mailer/dkim/sign-message.ts';
import type { Mathematics } from '../../ports/mathematics.ts';

type VerifyInput = Parameters<Mathematics['verify']>[0];

type Task =
  | { readonly kind: 'verify'; readonly input: VerifyInput }
  | { readonly kind: 'sign'; readonly raw: Uint8Array; readonly keys: readonly DkimKey[] };

/** What goes to the thread. */
export interface Asked {
  readonly number: number;
  readonly task: Task;
}

/** What comes back; an error as the thread threw it. */
export type Answer =
  | { readonly number: number; readonly value: boolean | Uint8Array }
  | { readonly number: number; readonly error: unknown };

interface Waiting {
  readonly resolve: (value: boolean | Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** The two dearest parts of a mail on a thread of their own; both refuse as what they stand for does. */
export interface SigningThread {
  verify(input: VerifyInput): Promise<boolean>;
  signMessage(...of: Parameters<typeof signMessage>): Promise<Uint8Array>;
  /** What is under way is refused. */
  close(): Promise<void>;
}

/**
 * Verifies S/MIME signatures and signs by DKIM while the main thread puts the next mail together (decision 92). The thread
 * starts with the first task and does not keep the process alive. When it ends, whatever waits for it is refused with the
 * reason, and the next task starts another.
 */
export function signingThread(file = new URL('./work.ts', import.meta.url)): SigningThread {
  const waiting = new Map<number, Waiting>();
  let running: Worker | null = null;
  let count = 0;

  function start(): Worker {
    const worker = new Worker(file);
    const ended = (error: Error) => {
      // One that went before: what waits now waits for another.
      if (running !== worker) return;
      running = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on('message', (answer: Answer) => {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) worker.unref();
      if ('value' in answer) one?.resolve(answer.value);
      else one?.reject(answer.error);
    });
    worker.on('error', ended);
    worker.on('exit', () => ended(new Error('the thread that signs mails has ended')));
    return worker;
  }

  function ask(task: Task, moved: readonly ArrayBuffer[] = []): Promise<boolean | Uint8Array> {
    return new Promise((resolve, reject) => {
      running ??= start();
      const number = count++;
      // First: what cannot be sent is refused by this and waits for nothing.
      running.postMessage({ number, task } satisfies Asked, moved);
      waiting.set(number, { resolve, reject });
      running.ref();
    });
  }

  return {
    verify: async (input) => (await ask({ kind: 'verify', input })) === true,
    async signMessage(raw, keys) {
      // A buffer of its own: what is copied to a thread is all that a view lies in.
      const own = new Uint8Array(raw);
      const signed = await ask({ kind: 'sign', raw: own, keys }, [own.buffer]);
      if (!(signed instanceof Uint8Array)) throw new TypeError('expected a message');
      return signed;
    },
    async close() {
      await running?.terminate();
    },
  };
}
