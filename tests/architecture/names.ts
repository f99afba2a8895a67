import type { SourceTree, Violation } from './source-tree.ts';

const sayNothing = ['utils', 'util', 'helpers', 'helper', 'lib', 'common', 'misc'];

/** Files and folders whose names say nothing about what is in them. The package `helper` is the customer's program. */
export function emptyNames(tree: SourceTree): readonly Violation[] {
  return [...tree.keys()].flatMap((path) => {
    const parts = path.replace(/^packages\/helper\//, '').split('/');
    const empty = parts.map((part) => part.split('.')[0] ?? '').filter((name) => sayNothing.includes(name));
    return empty.length === 0 ? [] : [`${path} is named ${empty.join(' and ')}`];
  });
}
