import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';

/** How to go to another page of the portal: `go('/main')`. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return useCallback((path: string) => router.history.push(path), [router]);
}

/** Goes on at once, without leaving this page in the history. */
export function Redirect({ to }: { to: string }) {
  const router = useRouter();
  useEffect(() => router.history.replace(to), [router, to]);
  return null;
}

/** Plain links between the portal's pages are followed without loading the page anew. */
export function useFollowLinks(): void {
  const go = useGo();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const path = innerPath(event, location);
      if (path === null) return;
      event.preventDefault();
      go(path);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [go]);
}

/** The page a click leads to, or null when it is the browser's to follow: another origin, tab, window or anchor. */
function innerPath(event: MouseEvent, here: Location): string | null {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return null;
  const link = event.target.closest('a');
  if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== here.origin) return null;
  const samePage = link.pathname === here.pathname && link.search === here.search;
  return samePage && link.hash !== '' ? null : link.pathname + link.search;
}
