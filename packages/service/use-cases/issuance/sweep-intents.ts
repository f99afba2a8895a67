import { plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Means } from '../means.ts';
import { completeIntent } from './complete-intent.ts';

/** An intent this old belongs to nobody who is still at work on it. */
const abandonedAfter = seconds(60);
const atATime = 100;

export interface Swept {
  readonly completed: number;
  /** Codes of what could not be completed now; it is tried again by the next sweep. */
  readonly refused: readonly string[];
}

/**
 * Finishes what a crash interrupted between the intent and its certificate, with the same serial number (lifecycle,
 * `requested → issued`). Safe on several nodes at once: a certificate is recorded once, by whoever comes first.
 */
export async function sweepIntents(means: Means): Promise<Swept> {
  const before = plusSeconds(means.clock.now(), seconds(-abandonedAfter));
  const open = await means.register.read((tx) => tx.intents.open(before, atATime));
  const refused: string[] = [];
  for (const intent of open) {
    try {
      await completeIntent(means, { certificateId: intent.certificateId, recorded: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.code);
    }
  }
  return { completed: open.length - refused.length, refused };
}
