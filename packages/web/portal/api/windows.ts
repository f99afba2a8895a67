import type { QueryClient } from '@tanstack/react-query';

/** What one window of the portal tells the others; it never carries data, only that something is to be asked again. */
export interface WindowNews {
  readonly kind: 'renewal-changed' | 'logged-in' | 'logged-out';
}

const channelName = 'koshin';

/** Tells the other windows of this browser. */
export function tellWindows(news: WindowNews): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(news);
  channel.close();
}

/** Asks everything again when another window says that something changed. Returns how to stop listening. */
export function listenToWindows(queryClient: QueryClient): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => void queryClient.invalidateQueries();
  return () => channel.close();
}
