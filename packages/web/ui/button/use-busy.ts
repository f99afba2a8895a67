import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * One act at a time: while the first press is being worked on, further presses change nothing (`turn.double`).
 * What the act throws goes to the nearest error boundary, never into the void.
 */
export function useBusy(): readonly [busy: boolean, run: (act: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback((act: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    act()
      .catch((error: unknown) => mounted.current && setFailure({ error }))
      .finally(() => {
        running.current = false;
        if (mounted.current) setBusy(false);
      });
  }, []);
  if (failure !== null) throw failure.error;
  return [busy, run];
}
