import { portalPages } from '@koshin/wire/portal/paths.ts';
import { useCallback } from 'react';
import { useGo } from '../frame/go.tsx';

const windowName = 'koshin-renewal';

/**
 * Opens the renewal window, 960 × 800. One that is open already is brought forward as it is: loading it anew would lose
 * its place. Where the browser refuses a window, the renewal continues in this tab (`notice.window-refused`).
 */
export function useOpenRenewal(): (certificateId: string) => void {
  const go = useGo();
  return useCallback(
    (certificateId: string) => {
      const path = portalPages.renewal(certificateId);
      const opened = window.open('', windowName, 'popup,width=960,height=800');
      if (opened === null) return go(`${path}?tab=1`);
      if (!shows(opened, path)) opened.location.assign(path);
      opened.focus();
    },
    [go],
  );
}

function shows(opened: Window, path: string): boolean {
  try {
    return opened.location.pathname === path;
  } catch {
    // It stands on another origin: at the presentation, or on the browser's own error page.
    return false;
  }
}
