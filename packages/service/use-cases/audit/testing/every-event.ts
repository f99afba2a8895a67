import type { ChainedEvent } from '../../../ports/register/records.ts';
import type { Means } from '../../means.ts';

/** All events chain by chain; a log of a test fits into the memory. */
export async function everyEvent({ register }: Pick<Means, 'register'>): Promise<readonly ChainedEvent[]> {
  return register.read(async (tx) => {
    const events: ChainedEvent[] = [];
    for (const { chain, position } of await tx.chains.heads()) {
      events.push(...(await tx.chains.events({ chain, after: null, upTo: position, limit: 10_000 })));
    }
    return events;
  });
}
