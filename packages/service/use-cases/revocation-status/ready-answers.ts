import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { RevocationStanding } from '@koshin/lifecycle/certificates/revocation-standing.ts';
import { LatestUsed } from './latest-used.ts';
import type { SignedAnswer } from './sign-answer.ts';

/** An answer that waits for whoever asks next. */
export interface ReadyAnswer extends SignedAnswer {
  /** What it says; it is of no use any more when the register says otherwise. */
  readonly standing: RevocationStanding;
  /** Names these bytes: SHA-256, hex. */
  readonly digest: string;
}

/** About 1 KB each. */
const kept = 16_384;

/** Answers signed ahead, by the question's octets. */
export class ReadyAnswers {
  readonly #answers = new LatestUsed<string, ReadyAnswer>(kept);

  /** The answer that says this and may still be believed. */
  find(question: string, standing: RevocationStanding, now: Instant): ReadyAnswer | undefined {
    const answer = this.#answers.get(question);
    if (answer === undefined) return undefined;
    const believed = answer.thisUpdate <= now && now < answer.nextUpdate;
    if (believed && sameStanding(answer.standing, standing)) return answer;
    this.#answers.delete(question);
    return undefined;
  }

  keep(question: string, answer: ReadyAnswer): void {
    this.#answers.set(question, answer);
  }
}

function sameStanding(a: RevocationStanding, b: RevocationStanding): boolean {
  if (a.revoked) return b.revoked && a.at === b.at && a.reason === b.reason;
  return !b.revoked && a.until === b.until;
}
