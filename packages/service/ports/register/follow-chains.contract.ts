import { createHash } from 'node:crypto';
import { judgeLink } from '@koshin/lifecycle/audit/judge-link.ts';
import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import { expect } from 'vitest';
import type { ChainedEvent } from './records.ts';
import type { Register } from './register.ts';

/** Every event of every chain, in pages of this size; each checked against the one before it. */
export async function followChains(register: Pick<Register, 'read'>, limit = 100): Promise<readonly ChainedEvent[]> {
  const heads = await register.read((tx) => tx.chains.heads());
  const all: ChainedEvent[] = [];
  for (const { chain, position: upTo } of heads) {
    let end = { position: 0, seq: Number.MIN_SAFE_INTEGER, hash: beforeTheFirst };
    let last: ChainedEvent | null = null;
    do {
      const range = { chain, after: last, upTo, limit };
      const page: readonly ChainedEvent[] = await register.read((tx) => tx.chains.events(range));
      for (const next of page) {
        const computed = createHash('sha256').update(eventText(next, next)).digest('hex');
        expect(judgeLink(end, { ...next, computed })).toBeNull();
        end = next;
      }
      all.push(...page);
      last = page.at(-1) ?? null;
    } while (last);
  }
  return all;
}
