import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { RevocationStanding } from '@koshin/lifecycle/certificates/revocation-standing.ts';
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

/** Answers signed ahead, by the question's octets; when there are too many, the one unasked for longest goes. */
export class ReadyAnswers {
  readonly #answers = new Map<string, ReadyAnswer>();

  /** The answer that says this and may still be believed. */
  find(question: string, standing: RevocationStanding, now: Instant): ReadyAnswer | undefined {
    const answer = this.#answers.get(question);
    if (!answer) return undefined;
    if (!sameStanding(answer.standing, standing) || now < answer.thisUpdate || now >= answer.nextUpdate) {
      this.#answers.delete(question);
      return undefined;
    }
    // Inserted anew, so that the first of the map is the one unasked for longest.
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    return answer;
  }

  keep(question: string, answer: ReadyAnswer): void {
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > kept && oldest !== undefined) this.#answers.delete(oldest);
  }
}

function sameStanding(a: RevocationStanding, b: RevocationStanding): boolean {
  if (a.revoked) return b.revoked && a.at === b.at && a.reason === b.reason;
  return !b.revoked && a.until === b.until;
}
