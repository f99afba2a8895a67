import { expect, it } from 'vitest';
import { LatestUsed } from './latest-used.ts';

function filled(limit: number, ...names: readonly string[]) {
  const entries = new LatestUsed<string, string>(limit);
  for (const name of names) entries.set(name, name.toUpperCase());
  return entries;
}
const held = (entries: LatestUsed<string, string>, ...names: readonly string[]) =>
  names.filter((name) => entries.get(name) !== undefined);

it('an entry is found until there are too many, and then the one unused for longest goes', () => {
  const entries = filled(3, 'a', 'b', 'c');
  expect(entries.get('a')).toBe('A');
  entries.set('d', 'D');
  expect(held(entries, 'a', 'b', 'c', 'd')).toEqual(['a', 'c', 'd']);
});

it('an entry that is set again takes no further place', () => {
  const entries = filled(2, 'a', 'b', 'b', 'b');
  expect(held(entries, 'a', 'b')).toEqual(['a', 'b']);
});

it('an entry that was deleted is gone and leaves its place', () => {
  const entries = filled(2, 'a', 'b');
  entries.delete('b');
  entries.set('c', 'C');
  expect(held(entries, 'a', 'b', 'c')).toEqual(['a', 'c']);
});
