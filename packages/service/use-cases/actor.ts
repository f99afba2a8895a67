import { type Instant, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { judgeSession } from '@koshin/lifecycle/login/session-rules.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId, CertificateRecord, Contract, Session, User } from '../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../ports/register/register.ts';
import type { Means } from './means.ts';
import { hashOf } from './secrets.ts';

/** Who acts, and with what: read in the transaction of the act, so that it is true when the act takes effect. */
export interface Actor {
  readonly session: Session;
  readonly bank: Bank;
  readonly contract: Contract;
  readonly user: User;
  readonly certificate: CertificateRecord;
}

export type SessionEnd = NonNullable<Session['endReason']>;

/** How a browser stands with us. */
export type Standing =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'ended'; readonly reason: SessionEnd; readonly at: Instant }
  | { readonly kind: 'presented' | 'open'; readonly actor: Actor };

export interface SessionKey {
  readonly bankId: BankId;
  readonly sessionSecret: string | null;
}

/** A session of another bank is nobody's here; one that should have ended by now has ended. */
export async function standingOf(means: Means, tx: RegisterView, key: SessionKey): Promise<Standing> {
  if (key.sessionSecret === null) return { kind: 'nobody' };
  const session = await tx.sessions.get(hashOf(means, key.sessionSecret));
  if (session?.bankId !== key.bankId) return { kind: 'nobody' };
  if (session.endReason !== null && session.endedAt !== null) {
    return { kind: 'ended', reason: session.endReason, at: session.endedAt };
  }
  const actor = await gatherActor(tx, session);
  const end = judgeSession({
    session,
    certificate: actor.certificate,
    userSuspendedAt: actor.user.suspendedAt,
    contractClosedAt: actor.contract.closedAt,
    now: means.clock.now(),
    policy: actor.bank.policy,
  });
  if (end) return { kind: 'ended', reason: end.reason, at: end.at };
  return { kind: session.stage, actor };
}

/** The logged-in customer of this session; refuses when there is none, with the reason why not any more. */
export async function actorOf(means: Means, tx: RegisterView, key: SessionKey): Promise<Actor> {
  const standing = await standingOf(means, tx, key);
  if (standing.kind === 'open') return standing.actor;
  if (standing.kind !== 'ended' || standing.reason === 'logged-out') throw refused('session-expired');
  throw refused(standing.reason);
}

async function gatherActor(tx: RegisterView, session: Session): Promise<Actor> {
  const [bank, user, certificate] = [
    await tx.banks.get(session.bankId),
    await tx.users.get(session.userId),
    await tx.certificates.get(session.certificateId),
  ];
  const contract = user && (await tx.contracts.get(user.contractId));
  if (!bank || !user || !certificate || !contract) throw refused('session-expired');
  return { session, bank, contract, user, certificate };
}

const activityGrain = seconds(30);

/** The act counts as activity: the idle end moves. Written at most twice a minute. */
export async function noteActivity(means: Means, tx: RegisterTransaction, session: Session): Promise<Session> {
  const now = means.clock.now();
  if (now < plusSeconds(session.lastSeenAt, activityGrain)) return session;
  const seen = { ...session, lastSeenAt: now };
  await tx.sessions.update(seen);
  return seen;
}
