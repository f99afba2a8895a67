import { writeSync } from 'node:fs';
import { askSecret } from '../ask-secret.ts';

/* The child process of the test at a real terminal: asks, and tells how long the answer was. */
const answer = await askSecret({ input: process.stdin, output: process.stderr }, 'Secret: ');
writeSync(1, `${answer === null ? 'none' : [...answer].length} given\n`);
