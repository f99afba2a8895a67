import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import { eventText } from '@koshin/pki/audit/event-text.ts';
import type { ChainedEvent } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

/** Instants from `from` on and before `to`; null: no bound. */
export interface ExportedTime {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** So many events, and so many checkpoints, are in memory at a time. */
const atATime = 1_000;

/**
 * The audit log as lines of JSON, without line ends (`docs/audit.md`): the keys of checkpoints, the checkpoints, and the
 * events chain by chain, up to where the log stood at the beginning. Each line is the very text that was hashed or
 * signed, with its hash or signature as the last member, so that a stranger can check it.
 */
export async function* exportAudit(
  { register }: Pick<Means, 'register'>,
  { from, to }: ExportedTime,
): AsyncGenerator<string> {
  const isWithin = (at: number) => (from === null || at >= from) && (to === null || at < to);
  const { heads, keys } = await register.read(async (tx) => ({
    heads: await tx.chains.heads(),
    keys: await tx.checkpoints.keys(),
  }));
  for (const { keyName, publicKey, recordedAt } of keys) {
    yield JSON.stringify({ koshin: 'audit-key-1', keyName, recordedAt, publicKey: base64(publicKey) });
  }
  for (let number = 0, done = false; !done; ) {
    const key = { number, limit: atATime };
    const page = await register.read((tx) => tx.checkpoints.after(key));
    for (const { text, signature } of page) {
      if (isWithin(parseCheckpoint(text)?.at ?? from ?? 0)) yield withLast(text, 'signature', base64(signature));
    }
    number = page.at(-1)?.number ?? number;
    done = page.length < atATime;
  }
  for (const { chain, position: upTo } of heads) {
    let after: ChainedEvent | null = null;
    do {
      const range = { chain, after, upTo, limit: atATime };
      const page: readonly ChainedEvent[] = await register.read((tx) => tx.chains.events(range));
      for (const event of page) if (isWithin(event.at)) yield withLast(eventText(event, event), 'hash', event.hash);
      after = page.at(-1) ?? null;
    } while (after);
  }
}

function withLast(text: string, name: string, value: string): string {
  return `${text.slice(0, -1)},"${name}":"${value}"}`;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
