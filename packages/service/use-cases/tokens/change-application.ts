import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decideApplication } from '@koshin/lifecycle/tokens/decide.ts';
import type { ApplicationEventName } from '@koshin/lifecycle/tokens/events.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import type { AuditAct, Localized } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Token, TokenApplication } from '../../ports/register/token-records.ts';
import type { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { tellCustomer } from './tell-customer.ts';

/** What a bank does with an application, with what belongs to it. */
export type BankEvent =
  | { readonly event: 'accept' | 'hand-over' }
  | { readonly event: 'decline' | 'suspend'; readonly reason: Localized }
  | { readonly event: 'register'; readonly token: TokenToRegister };

type ApplicationEvent = BankEvent | { readonly event: 'withdraw' | 'device-proved' };

/** As the bank initialised it. */
export type TokenToRegister = Pick<Token, 'serial' | 'label' | 'deviceKey'>;

const acts: Readonly<Record<ApplicationEventName, AuditAct>> = {
  accept: 'token-application-accepted',
  decline: 'token-application-declined',
  withdraw: 'token-application-withdrawn',
  register: 'token-registered',
  'hand-over': 'token-handed-over',
  'device-proved': 'token-usable',
  suspend: 'token-suspended',
};

/**
 * Judges an event by the table and does its effects, audit and notice among them, in the caller's transaction. What has
 * been done already is nothing again, and nothing is written. Throws the table's refusals, and `DuplicateRecord`
 * (`token-serial`) for a token that is registered for another application.
 */
export async function changeApplication(
  means: Means,
  tx: RegisterTransaction,
  {
    application,
    audit,
    ...happened
  }: ApplicationEvent & { readonly application: TokenApplication; readonly audit: ReturnType<typeof auditOf> },
): Promise<TokenApplication> {
  // 1. Judge.
  const { event } = happened;
  const decision = decideApplication({ ...application, event });
  if (!decision.allowed) throw new Refusal(decision);
  // 2. Its effects, in the table's order.
  const at = means.clock.now();
  let changed: TokenApplication = application;
  if (decision.next !== application.state) changed = { ...changed, state: decision.next, changedAt: at };
  const { bankId, applicationNo, userId } = application;
  for (const effect of decision.effects) {
    switch (effect) {
      case 'note-reason':
        if ('reason' in happened) changed = { ...changed, reason: happened.reason };
        break;
      case 'bind-token':
        if ('token' in happened) changed = await bindToken(tx, { application: changed, token: happened.token, at });
        break;
      case 'suspend-token':
        if (changed.tokenSerial !== null) await tx.tokens.suspend({ bankId, serial: changed.tokenSerial, at });
        break;
      case 'tell-customer':
        await tell(means, tx, changed);
        break;
    }
  }
  // 3. The record, and in the same transaction the audit.
  if (changed === application) return application;
  await tx.tokenApplications.update(changed);
  await audit(acts[event], { applicationNo, userId, serial: changed.tokenSerial });
  return { ...changed, version: changed.version + 1 };
}

/** The same token again is nothing. */
async function bindToken(
  tx: RegisterTransaction,
  {
    application,
    token,
    at,
  }: { readonly application: TokenApplication; readonly token: TokenToRegister; readonly at: Token['registeredAt'] },
): Promise<TokenApplication> {
  const { bankId, userId, tokenSerial } = application;
  if (tokenSerial !== null) {
    const [bound] = await tx.tokens.ofSerial({ bankId, serial: tokenSerial });
    if (bound?.serial === token.serial && bound.label === token.label && sameOctets(bound.deviceKey, token.deviceKey)) {
      return application;
    }
    await tx.tokens.suspend({ bankId, serial: tokenSerial, at });
  }
  await tx.tokens.insert({ ...token, bankId, userId, registeredAt: at, suspendedAt: null });
  return { ...application, tokenSerial: token.serial };
}

async function tell(means: Means, tx: RegisterTransaction, application: TokenApplication): Promise<void> {
  const [bank, user] = [await tx.banks.get(application.bankId), await tx.users.get(application.userId)];
  if (!bank || !user) throw refused('not-found');
  await tellCustomer(means, tx, { bank, user, application });
}
