import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { useEffect } from 'react';
import { keyCupboard } from '../../keys/key-cupboard.ts';

/**
 * Throws away the keys of a renewal that was proven by this very login: no window of it may be opened any more that would
 * (lifecycle: deleted at proof). Another renewal's keys stay.
 */
export function useForgetProven(session: SessionView): void {
  const banner = session.stage === 'open' ? session.banner : null;
  const proven = banner?.kind === 'login-proved' ? banner.renewalId : null;
  useEffect(() => {
    if (proven === null) return;
    keyCupboard()
      .forgetRenewal(proven)
      .catch((error: unknown) => {
        // A browser that stores nothing holds nothing.
        if (!(error instanceof DOMException)) reportError(error);
      });
  }, [proven]);
}
