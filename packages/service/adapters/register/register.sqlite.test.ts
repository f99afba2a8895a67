import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { registerContract } from '../../ports/register/register.contract.ts';
import { openRegister } from './open-register.ts';

registerContract('SQLite', async () => {
  const { path, drop } = await freshDatabase('sqlite');
  const place = { sqlite: { folder: dirname(path) } };
  const register = await openRegister(place);
  let current = register;
  onTestFinished(async () => {
    await current.close();
    await drop();
  });
  return {
    register,
    nodes: async (count) => Array.from({ length: count }, () => current),
    async reopen() {
      await current.close();
      current = await openRegister(place);
      return current;
    },
  };
});
