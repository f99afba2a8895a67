import { QueryClient } from '@tanstack/react-query';
import { makeApi } from './api.ts';
import { watchConnection } from './connection.ts';
import { queryKeys } from './query-keys.ts';

/** This page's connection, cache and calls. */
export const connection = watchConnection();

export const queryClient = new QueryClient({
  defaultOptions: {
    // The calls repeat themselves when the service cannot be reached; a refusal would be the same again.
    queries: { retry: false, networkMode: 'always', staleTime: 0 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

export const api = makeApi({
  fetch: (...request) => fetch(...request),
  connection,
  pause: untilOnlineOr,
  onSessionGone: () => void queryClient.invalidateQueries({ queryKey: queryKeys.session }),
});

function untilOnlineOr(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
  });
}
