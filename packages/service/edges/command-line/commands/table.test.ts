import { expect, it } from 'vitest';
import { pagesOf, table } from './table.ts';

it('a table has its columns one under the other, also where characters are of full width (UAX #11)', () => {
  expect(
    table(
      ['ID', '名称', 'n'],
      [
        ['mihon', '見本信用金庫', '1'],
        ['x', 'ABC', '10'],
      ],
    ),
  ).toEqual(['ID     名称          n', 'mihon  見本信用金庫  1', 'x      ABC           10']);
});

async function* pages(...some: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  yield* some;
}
const all = async (lines: AsyncIterable<string>) => {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
};
const shown = (some: AsyncIterable<readonly string[]>) =>
  pagesOf(some, { head: ['name', 'n'], row: (one) => [one, String(one.length)], json: (one) => one });

it('a table of many pages has one head, and columns that only grow', async () => {
  const { pages: lines } = shown(pages(['ab', 'abcdef'], ['a'], ['abcdefgh'], ['b']));
  expect(await all(lines)).toEqual([
    ...['name    n', 'ab      2', 'abcdef  6', 'a       1', 'abcdefgh  8', 'b         1'],
  ]);
});

it('a table of no page has its head', async () => {
  expect(await all(shown(pages()).pages)).toEqual(['name  n']);
});

it('of many pages no second is asked for before the first was taken', async () => {
  let asked = 0;
  async function* counting(): AsyncGenerator<readonly string[]> {
    for (; asked < 3; asked += 1) yield ['x'];
  }
  for await (const item of shown(counting()).items) {
    expect(item).toBe('x');
    expect(asked).toBe(0);
    break;
  }
});
