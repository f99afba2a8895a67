import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import type { Luck } from '../luck.ts';

/** Where a transaction fails: before it began, at its commit (a full disk), or after it, its answer lost on the way. */
const failures = ['before', 'commit', 'answer'] as const;

/** Of its transactions a share fails as the port's contract allows; in two cases of three nothing of it happened. */
export function failingRegister(
  register: Register,
  { share, luck }: { readonly share: () => number; readonly luck: Luck },
): Register {
  const draw = () => (luck.strikes(share()) ? luck.pick(failures) : null);
  return {
    async change(work) {
      const failure = draw();
      if (failure === 'before') throw refused('store-unavailable', { reason: 'SQLITE_BUSY' });
      const result = await register.change(async (tx) => {
        const result = await work(tx);
        if (failure === 'commit') throw refused('store-unavailable', { reason: 'SQLITE_FULL' });
        return result;
      });
      if (failure === 'answer') throw refused('store-unavailable', { outcome: 'unknown' });
      return result;
    },
    async read(work) {
      if (luck.strikes(share())) throw refused('store-unavailable', { reason: 'SQLITE_IOERR' });
      return register.read(work);
    },
    ready: () => register.ready(),
    close: () => register.close(),
  };
}
