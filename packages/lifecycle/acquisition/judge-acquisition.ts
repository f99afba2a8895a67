import { type Instant, plusSeconds, seconds } from '../calendar/instant.ts';
import type { RefusalCode } from '../refusals/codes.ts';

/** From the day it is issued a code can be used for two weeks: the post takes its time, and a letter is soon forgotten. */
const lastsSeconds = seconds(14 * 86_400);

/** Wrong codes for one user, then the bank must issue another: a code that somebody tries is not to be trusted. */
export const acquisitionTries = 10;

/** What the register keeps of a code, as far as it matters here. */
export interface AcquisitionRecord {
  readonly expiresAt: Instant;
  readonly failures: number;
  readonly used: { readonly keyDigest: string } | null;
}

export function acquisitionExpiresAt(issuedAt: Instant): Instant {
  return plusSeconds(issuedAt, lastsSeconds);
}

export type AcquisitionJudgement =
  | { readonly allowed: true; readonly certificate: 'new' | 'same' }
  | {
      readonly allowed: false;
      readonly code: Extract<RefusalCode, `acquisition-${string}`>;
      /** The try is to be counted; `locks`: it was the last. */
      readonly counts: boolean;
      readonly locks: boolean;
    };

/**
 * Whether a code gives a certificate for this key. The key that used a code is answered with its certificate for good,
 * also when the answer to the first request was lost and the code has expired meanwhile. Only a user's newest code can
 * be used: it takes the place of those before. What a code is like is told to nobody who does not have it.
 */
export function judgeAcquisition({
  newest,
  given,
  keyDigest,
  now,
}: {
  /** The user's newest code; null: he has none, or there is no such user. */
  readonly newest: AcquisitionRecord | null;
  /** The user's code that was given; null: what was given is none of his. */
  readonly given: AcquisitionRecord | null;
  readonly keyDigest: string;
  readonly now: Instant;
}): AcquisitionJudgement {
  if (given?.used?.keyDigest === keyDigest) return { allowed: true, certificate: 'same' };
  return judgeUnused({ newest, given, now }) ?? { allowed: true, certificate: 'new' };
}

/** Null: the code is the user's newest, and good for a certificate. */
export function judgeUnused({
  newest,
  given,
  now,
}: {
  readonly newest: AcquisitionRecord | null;
  readonly given: AcquisitionRecord | null;
  readonly now: Instant;
}): Extract<AcquisitionJudgement, { readonly allowed: false }> | null {
  if (newest !== null && newest.failures >= acquisitionTries) return refuse('acquisition-locked');
  if (given === null || given !== newest) {
    const counts = newest !== null && newest.used === null;
    return { ...refuse('acquisition-mismatch'), counts, locks: counts && newest.failures + 1 >= acquisitionTries };
  }
  if (given.used !== null) return refuse('acquisition-used');
  if (now >= given.expiresAt) return refuse('acquisition-expired');
  return null;
}

function refuse(code: Extract<RefusalCode, `acquisition-${string}`>) {
  return { allowed: false, code, counts: false, locks: false } as const;
}
