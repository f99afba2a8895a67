import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { TokenApplication } from '../../ports/register/token-records.ts';
import { actorOf, noteActivity, type SessionKey } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { changeApplication } from './change-application.ts';

/**
 * The customer wants no token any more, while the bank has not accepted yet. Again is nothing. Another's application is
 * `not-found`; refuses what the table refuses.
 */
export async function withdrawApplication(
  means: Means,
  input: SessionKey & { readonly applicationNo: string },
): Promise<TokenApplication> {
  return means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, input);
    await noteActivity(means, tx, actor.session);
    const application = await tx.tokenApplications.get(input);
    if (application?.userId !== actor.user.id) throw refused('not-found');
    return changeApplication(means, tx, { event: 'withdraw', application, audit: auditOf(means, tx, actor) });
  });
}
