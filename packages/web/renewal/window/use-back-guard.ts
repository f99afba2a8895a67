import { useEffect, useRef } from 'react';

const mark = 'koshin-step';

/**
 * While `active`, Back leads to the current step again, and `onBack` hears of it (`turn.back`). One history entry of our
 * own stands before the page's; it is put back each time Back has used it up.
 */
export function useBackGuard(active: boolean, onBack: () => void): void {
  const heard = useRef(onBack);
  heard.current = onBack;
  useEffect(() => {
    if (!active) return;
    const guard = () => history.pushState({ ...stateNow(), [mark]: true }, '', location.href);
    if (!(mark in stateNow())) guard();
    const back = () => {
      if (mark in stateNow()) return;
      guard();
      heard.current();
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, [active]);
}

function stateNow(): object {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null ? state : {};
}
