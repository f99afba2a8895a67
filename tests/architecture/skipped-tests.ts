import type { SourceTree, Violation } from './source-tree.ts';

const passedOver = /\b(?:it|test|describe)\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bcontext\.skip\(/g;

/** Tests that are not run, or of which only some are: what cannot run has to fail and name what is missing. */
export function skippedTests(tree: SourceTree): readonly Violation[] {
  const tests = [...tree].filter(([path]) => /\.test\.tsx?$/.test(path));
  return tests.flatMap(([path, text]) => [...text.matchAll(passedOver)].map(([word]) => `${path} has ${word}`));
}
