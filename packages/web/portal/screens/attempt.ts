import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationStarted } from '@koshin/wire/portal/presentation-messages.ts';
import { useCallback } from 'react';
import { useBusy } from '../../ui/button/use-busy.ts';
import { api } from '../api/page-api.ts';

const key = 'koshin-attempt';

/** The login attempt this tab went away for, until its outcome has been shown; null when there is none. */
export function rememberedAttempt(): string | null {
  return sessionStorage.getItem(key);
}

export function forgetAttempt(): void {
  sessionStorage.removeItem(key);
}

/**
 * Starts a fresh login attempt and goes to its host, where the browser asks for a certificate. The attempt is remembered
 * before leaving: whoever comes back without an outcome is told why.
 */
export function usePresenting(): readonly [busy: boolean, present: () => void] {
  const [busy, run] = useBusy();
  const present = useCallback(
    () =>
      run(async () => {
        const { nonce, url } = await api.post({
          path: portalPaths.presentations,
          body: {},
          answer: PresentationStarted,
        });
        sessionStorage.setItem(key, nonce);
        location.assign(url);
        await forever;
      }),
    [run],
  );
  return [busy, present];
}

/** The button stays busy while the browser is leaving; coming back begins with a new page or with `pageshow`. */
const forever = new Promise<never>(() => {});
