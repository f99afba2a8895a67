import { parentPort } from 'node:worker_threads';
import type { Answer, Asked } from '../signing-thread.ts';

// Verifies everything, and ends without an answer when it is to sign.
parentPort?.on('message', ({ number, task }: Asked) => {
  if (task.kind === 'sign') process.exit(1);
  parentPort?.postMessage({ number, value: true } satisfies Answer);
});
