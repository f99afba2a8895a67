import { expect, it } from 'vitest';
import { table } from './table.ts';

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
