import { type Followed, judgeLink } from '@koshin/lifecycle/audit/judge-link.ts';
import type { Head } from '@koshin/pki/audit/checkpoint-text.ts';
import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import type { Means } from '../means.ts';
import { digestOfText } from './digest-of-text.ts';
import type { AuditFinding } from './findings.ts';

/** What a checkpoint saw of the chain. */
export interface Witnessed extends Head {
  readonly checkpoint: number;
}

/** How far a chain was followed, and the last position that a checkpoint vouches for. */
export interface ChainProgress extends Followed {
  readonly vouched: number;
  readonly events: number;
}

export const atTheBeginning: ChainProgress = {
  position: 0,
  seq: Number.MIN_SAFE_INTEGER,
  hash: beforeTheFirst,
  vouched: 0,
  events: 0,
};

/** So many events are in memory at a time. */
const atATime = 1_000;

export interface Stretch {
  readonly chain: number;
  readonly from: ChainProgress;
  /** The last position to be looked at. */
  readonly upTo: number;
  /** In the order of positions, each behind `from`. */
  readonly witnessed: readonly Witnessed[];
}

/**
 * Follows a chain event by event and tells every broken link. After a broken one it goes on from what is stored, so
 * that a second fault is found as well.
 */
export async function followChain(
  means: Pick<Means, 'register' | 'mathematics'>,
  { chain, from, upTo, witnessed }: Stretch,
  found: (finding: AuditFinding) => void,
): Promise<ChainProgress> {
  const waiting = [...witnessed];
  let { position, seq, hash, vouched, events } = from;
  for (;;) {
    const after = events === 0 ? null : { position, seq };
    const page = await means.register.read((tx) => tx.chains.events({ chain, after, upTo, limit: atATime }));
    for (const event of page) {
      // 1. The link.
      const computed = digestOfText(means, eventText(event, event));
      const broken = judgeLink({ position, seq, hash }, { ...event, computed });
      if (broken) found({ ...broken, chain });
      events += 1;
      // 2. What checkpoints saw here.
      // What stood in a gap is told as missing.
      while (waiting[0] && waiting[0].position < event.position) waiting.shift();
      for (let here = waiting[0]; here?.position === event.position; here = waiting[0]) {
        if (here.hash === event.hash) vouched = here.position;
        else
          found({
            kind: 'not-as-witnessed',
            chain,
            position: here.position,
            since: vouched,
            checkpoint: here.checkpoint,
          });
        waiting.shift();
      }
      ({ position, seq, hash } = event);
    }
    if (page.length < atATime) break;
  }
  // 3. What they saw behind the end.
  for (const { position: gone, checkpoint } of waiting) {
    found({ kind: 'gone', chain, position: gone, since: vouched, checkpoint });
  }
  return { position, seq, hash, vouched, events };
}
