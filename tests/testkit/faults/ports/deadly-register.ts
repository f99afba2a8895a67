import type { Register } from '@koshin/service/ports/register/register.ts';
import type { KillSwitch } from '../node/kill-switch.ts';
import { watched } from './name-of-transaction.ts';

/** Passes a kill point when all of a transaction is written and not committed, and one when it is committed. */
export function deadlyRegister(register: Register, kill: KillSwitch): Register {
  return {
    async change(work) {
      let name = 'nothing';
      const result = await register.change(async (tx) => {
        const watch = watched(tx);
        const result = await work(watch.tx);
        name = watch.name();
        await kill.pass(`before-commit:${name}`);
        return result;
      });
      await kill.pass(`after-commit:${name}`);
      return result;
    },
    read: (work) => register.read(work),
    ready: () => register.ready(),
    close: () => register.close(),
  };
}
