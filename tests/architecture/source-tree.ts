import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths from the repository's root, with `/`, to texts. A sample of a few lines is a tree too. */
export type SourceTree = ReadonlyMap<string, string>;

/** What breaks a rule, as a sentence that begins with the file's path. */
export type Violation = string;

export const root = join(import.meta.dirname, '..', '..');

const foreign = new Set(['node_modules', 'dist', 'test-results', '.git', 'data', '.cache']);

/** The repository's files with one of these endings, whether committed or not. Throws when an ending finds none. */
export function repositoryFiles(...endings: readonly string[]): SourceTree {
  const exclude = (path: string) => foreign.has(path.split(/[\\/]/).at(-1) ?? '');
  const paths = endings.flatMap((ending) => {
    const found = globSync(`**/*.${ending}`, { cwd: root, exclude });
    // A rule that looks at nothing finds nothing.
    if (found.length === 0) throw new Error(`there are no files *.${ending}`);
    return found;
  });
  return new Map(paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
}

/** A small tree for showing that a rule can fail. */
export function sample(files: Readonly<Record<string, string>>): SourceTree {
  return new Map(Object.entries(files));
}

/** Tests, contracts of ports, and what only they import. */
export function isForTests(path: string): boolean {
  return /^tests\/|\.(test|contract)\.tsx?$|\/(testing|testkit|oracle)\//.test(path);
}
