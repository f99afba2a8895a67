import type { SourceTree, Violation } from './source-tree.ts';

/** CONTRIBUTING.md: lines per file; half of them up to `median`, 90 % up to `most`, all up to `all`. */
const limits = { median: 130, most: 350, all: 500 };

/** What is too long among the files that people write. */
export function tooLong(tree: SourceTree): readonly Violation[] {
  const files = [...tree]
    .filter(([path]) => /^(packages|tests|bench|scripts)\//.test(path))
    .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number) => files[Math.ceil(files.length * share) - 1]?.lines ?? 0;
  return [
    ...(at(0.5) > limits.median ? [`half of the files have more than ${at(0.5) - 1} lines, not ${limits.median}`] : []),
    ...(at(0.9) > limits.most ? [`a tenth of the files has ${at(0.9)} lines or more, not ${limits.most}`] : []),
    ...files.filter(({ lines }) => lines > limits.all).map(({ path, lines }) => `${path} has ${lines} lines`),
  ];
}
