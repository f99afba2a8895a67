import { isForTests, type SourceTree, type Violation } from './source-tree.ts';

const pure = /^packages\/(lifecycle|pki|wire|service\/(use-cases|letters))\//;
const readings = [
  'Date.now(',
  'new Date()',
  'Math.random(',
  'Temporal.Now',
  'crypto.getRandomValues',
  'randomBytes',
  'randomUUID',
  'performance.now',
  'process.hrtime',
];

/** Where a clock or a random source is read, in places that get time and chance as arguments. */
export function readingsOfClockAndChance(tree: SourceTree): readonly Violation[] {
  const files = [...tree].filter(([path]) => pure.test(path) && !isForTests(path));
  return files.flatMap(([path, text]) => {
    const code = text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
    const found = readings.filter((reading) => code.some((line) => line.includes(reading)));
    return found.map((reading) => `${path} has ${reading}`);
  });
}
