import { parentPort } from 'node:worker_threads';
import { signMessage } from '../../adapters/mailer/dkim/sign-message.ts';
import { nodeMathematics } from '../../adapters/node-mathematics/node-mathematics.ts';
import type { Answer, Asked } from './signing-thread.ts';

// What the thread runs: one task after the other, each answered under its number.

const { verify } = nodeMathematics();

async function answerTo({ number, task }: Asked): Promise<Answer> {
  try {
    const value = task.kind === 'verify' ? await verify(task.input) : signMessage(task.raw, task.keys);
    return { number, value };
  } catch (error) {
    return { number, error };
  }
}

parentPort?.on('message', async (asked: Asked) => {
  parentPort?.postMessage(await answerTo(asked));
});
