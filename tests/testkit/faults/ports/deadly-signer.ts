import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Signer } from '@koshin/service/ports/signer.ts';
import type { Conditions } from '../node/conditions.ts';
import type { KillSwitch, Say } from '../node/kill-switch.ts';

/** Passes a kill point before and after each signature, says what it signs, and is down when it is told to be. */
export function deadlySigner(
  signer: Signer,
  { kill, say, conditions }: { readonly kill: KillSwitch; readonly say: Say; readonly conditions: () => Conditions },
): Signer {
  return {
    async sign(request) {
      if (conditions().signerDown) throw refused('signer-unavailable', { reason: 'down for the test' });
      await kill.pass('before-signature');
      await pause(conditions().signerPause);
      say({ say: 'signing', tbs: createHash('sha256').update(request.tbs.bytes).digest('hex') });
      const signature = await signer.sign(request);
      await kill.pass('after-signature');
      return signature;
    },
    algorithmOf: (keyName) => signer.algorithmOf(keyName),
    publicKeyOf: (keyName) => signer.publicKeyOf(keyName),
    makeKey: (request) => signer.makeKey(request),
    importKey: (request) => signer.importKey(request),
    destroyKey: (keyName) => signer.destroyKey(keyName),
    ready: () => signer.ready(),
  };
}
