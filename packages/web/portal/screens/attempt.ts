import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationStarted } from '@koshin/wire/portal/presentation-messages.ts';
import { useCallback, useEffect } from 'react';
import { useBusy } from '../../ui/button/use-busy.ts';
import { api } from '../api/page-api.ts';
import { useGo } from '../frame/go.tsx';

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
 * before leaving: whoever comes back without an outcome is told why, out of the browser's back/forward cache too.
 */
export function usePresenting(): readonly [busy: boolean, present: () => void] {
  const [busy, run] = useBusy();
  const go = useGo();
  useEffect(() => {
    const elsewhere = location.pathname !== portalPages.start;
    const cameBack = (event: PageTransitionEvent) => {
      if (elsewhere && event.persisted && rememberedAttempt() !== null) go(portalPages.start);
    };
    addEventListener('pageshow', cameBack);
    return () => removeEventListener('pageshow', cameBack);
  }, [go]);
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
        await pause(patience);
      }),
    [run],
  );
  return [busy, present];
}

/** Milliseconds that the button stays busy while the browser is leaving; who has stopped it then can press again. */
const patience = 5000;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
