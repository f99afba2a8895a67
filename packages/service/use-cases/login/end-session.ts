import { actorOf, noteActivity, type SessionKey, standingOf } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** The customer logs out. Who is not logged in is logged out already. */
export async function endSession(means: Means, key: SessionKey): Promise<void> {
  await means.register.change(async (tx) => {
    const standing = await standingOf(means, tx, key);
    if (standing.kind !== 'presented' && standing.kind !== 'open') return;
    const { actor } = standing;
    await tx.sessions.update({ ...actor.session, endedAt: means.clock.now(), endReason: 'logged-out' });
    await auditOf(means, tx, actor)('session-ended', { reason: 'logged-out' });
  });
}

/** The customer is still there: the idle end moves. Refuses when the session has ended. */
export async function keepSession(means: Means, key: SessionKey): Promise<void> {
  await means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, key);
    await noteActivity(means, tx, actor.session);
  });
}
