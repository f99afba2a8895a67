import { hours, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { Means } from '../../use-cases/means.ts';

/** How long the pages of an attempt that is over, and the reason why a session ended, can still be asked for. */
export const attemptsKept = hours(24);
export const sessionsKept = hours(24 * 30);

/** Presentation attempts and sessions that are long over leave the register; the audit log keeps what was done. */
export async function forgetTheEnded({ register, clock }: Pick<Means, 'register' | 'clock'>): Promise<void> {
  const now = clock.now();
  await register.change(async (tx) => {
    await tx.attempts.forget(plusSeconds(now, -attemptsKept));
    await tx.sessions.forget(plusSeconds(now, -sessionsKept));
  });
}
