import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { event } from '../../ports/register/samples.contract.ts';
import { openRegister } from './open-register.ts';
import { Conflict } from './postgres-errors.ts';

it('changes that keep meeting conflicts are tried one after the other, and so get through', async () => {
  const { url, drop } = await freshDatabase('postgres');
  const register = await openRegister({ postgres: { url, poolSize: 8 } });
  onTestFinished(async () => {
    await register.close();
    await drop();
  });
  let atOnce = 0;
  let most = 0;
  const changes = Array.from({ length: 8 }, () => {
    let tries = 0;
    return register.change(async (tx) => {
      tries += 1;
      if (tries > 3) {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await pause(20);
        atOnce -= 1;
      }
      if (tries < 5) throw new Conflict('as PostgreSQL tells it');
      await tx.audit.append(event());
    });
  });
  await Promise.all(changes);
  expect(most).toBe(1);
  expect(await register.read((tx) => tx.audit.of({}))).toHaveLength(8);
});
