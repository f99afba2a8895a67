import { hours, type Instant, plusSeconds } from '../calendar/instant.ts';
import { type AcquisitionJudgement, type AcquisitionRecord, judgeUnused } from './judge-acquisition.ts';

/** For so long a browser in which a code was given need not give it again. */
const openingLasts = hours(2);

/** What has become of the certificate that a code gave: none yet, not yet used for the first time, or no more to be done. */
export type CodesCertificate = 'none' | 'waiting' | 'over';

export type OpeningJudgement = { readonly allowed: true } | Extract<AcquisitionJudgement, { readonly allowed: false }>;

/**
 * Whether a browser may go on with a code (R23). One whose certificate waits for its first use is always taken up again,
 * so that nobody is left with half of it (R20); what else a code is good for is judged as when it is used.
 */
export function judgeOpening({
  newest,
  given,
  certificate,
  now,
}: {
  readonly newest: AcquisitionRecord | null;
  readonly given: AcquisitionRecord | null;
  /** Of the code that was given. */
  readonly certificate: CodesCertificate;
  readonly now: Instant;
}): OpeningJudgement {
  if (given?.used && certificate === 'waiting') return { allowed: true };
  return judgeUnused({ newest, given, now }) ?? { allowed: true };
}

/** Whether a browser is still where it was when the code was given; a code that was replaced since is good for nothing. */
export function isStillOpen({
  openedAt,
  replaced,
  now,
}: {
  readonly openedAt: Instant;
  /** A later code was issued before this one was used. */
  readonly replaced: boolean;
  readonly now: Instant;
}): boolean {
  return !replaced && now < plusSeconds(openedAt, openingLasts);
}

/**
 * Whether the login password is to be given, or set: by who has none, or has only one that was set with this very code and
 * with which nobody has logged in since. So whoever stopped half-way and forgot it is not kept out (R20).
 */
export function passwordIs({
  hasPassword,
  setWithCodeAt,
  lastLoginAt,
}: {
  readonly hasPassword: boolean;
  readonly setWithCodeAt: Instant | null;
  readonly lastLoginAt: Instant | null;
}): 'to-be-given' | 'to-be-set' {
  if (!hasPassword) return 'to-be-set';
  return setWithCodeAt !== null && lastLoginAt === null ? 'to-be-set' : 'to-be-given';
}
