import { expect, it } from 'vitest';
import { chanceContract } from '../../ports/chance.contract.ts';
import { systemChance } from './system-chance.ts';

chanceContract('the system’s chance', systemChance());

it('refuses to give fewer than no bytes', () => {
  expect(() => systemChance().bytes(-1)).toThrow(RangeError);
});
