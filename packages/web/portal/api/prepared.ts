import type { EnsureQueryDataOptions, QueryKey } from '@tanstack/react-query';
import { queryClient } from './page-api.ts';
import { sessionQuery } from './queries.ts';

/** Milliseconds for which nothing is better than half a page; after them the page says itself what it waits for. */
const patience = 300;

/**
 * Has ready what a page is drawn from, when somebody is logged in: React keeps a page that waits while it is drawn back
 * for 300 ms, where it would be whole in less. What fails here fails again when it is drawn, where our own page says so.
 */
export function prepared<Answer, Key extends QueryKey>(
  query: EnsureQueryDataOptions<Answer, Error, Answer, Key>,
  { who = 'logged-in' }: { readonly who?: 'logged-in' | 'anyone' } = {},
): Promise<void> {
  const ask = async () => {
    if (who === 'logged-in' && (await queryClient.ensureQueryData(sessionQuery)).stage !== 'open') return;
    await queryClient.ensureQueryData(query);
  };
  return withPatience(ask());
}

/** Resolves when it is settled, or when it is better to begin without it. */
export async function withPatience(work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, patience))]);
}
