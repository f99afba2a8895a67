import type { SourceTree, Violation } from './source-tree.ts';

const sayNothing = ['utils', 'util', 'helpers', 'helper', 'lib', 'common', 'misc'];

/** Folders for the customer's program, which the glossary calls helper: its package, and what others have for it. */
const ofTheHelper = /^(packages|packages\/(web|wire)|tests\/(conformance|faults|journeys|testkit))\/helper\//;

/** Files and folders whose names say nothing about what is in them. */
export function emptyNames(tree: SourceTree): readonly Violation[] {
  return [...tree.keys()].flatMap((path) => {
    const parts = path.replace(ofTheHelper, '').split('/');
    const empty = parts.map((part) => part.split('.')[0] ?? '').filter((name) => sayNothing.includes(name));
    return empty.length === 0 ? [] : [`${path} is named ${empty.join(' and ')}`];
  });
}
