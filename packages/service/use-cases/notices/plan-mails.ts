import { addDays, dayOf, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { hours, type Instant, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import {
  expiryDatesDue,
  judgeStage,
  type MailStage,
  mailDueAt,
  mailStages,
  steppedBack,
} from '@koshin/lifecycle/notices/mail-stages.ts';
import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type {
  Bank,
  BankId,
  ExpiringCertificate,
  MailId,
  MailProgress,
  PlannedMail,
  UserId,
} from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { idsInOrder } from '../secrets.ts';
import { newMail } from './new-mail.ts';

type Planner = Pick<Means, 'register' | 'clock' | 'chance'>;

/**
 * How many certificates are looked at in one transaction: enough that beginning and committing it count for little, and so
 * few that they take little memory and nobody waits for long (decision 91).
 */
const usualBatch = 2_000;

/** How many rows came of it, by their state. */
export type Planned = { readonly [State in 'waiting' | 'skipped' | 'suppressed']: number };

const nothing: Planned = { waiting: 0, skipped: 0, suppressed: 0 };

/**
 * Writes down every mail that the calendar asks for (R2), one row for each certificate, stage and recipient, with the
 * reason where none is sent. Looks only at what has become due since it ran last, in the order of an index, and goes on
 * where it was broken off; safe on several nodes at once.
 *
 * @param ending once it is aborted no further batch is begun
 * @param batch how many certificates are looked at in one transaction
 */
export async function planMails(
  means: Planner,
  ending: AbortSignal | null = null,
  batch: number = usualBatch,
): Promise<Planned> {
  let all = nothing;
  const failures: unknown[] = [];
  const banks = await means.register.read((tx) => tx.banks.all());
  for (const { id: bankId, policy } of banks) {
    for (const stage of mailStages(policy)) {
      try {
        for (let more = true; more && !ending?.aborted; ) {
          const outcome = await planBatch(means, { bankId, stage, batch });
          more = outcome.more;
          all = sum(all, outcome.planned);
        }
      } catch (error) {
        // The others' mails are due all the same.
        failures.push(error);
      }
    }
  }
  if (failures.length > 0) throw failures[0];
  return all;
}

async function planBatch(
  means: Planner,
  { bankId, stage, batch }: { readonly bankId: BankId; readonly stage: MailStage; readonly batch: number },
): Promise<{ readonly planned: Planned; readonly more: boolean }> {
  return means.register.change(async (tx) => {
    // 1. Gather and judge: the bank as it is now, and what comes next.
    const bank = await tx.banks.get(bankId);
    if (!bank) throw refused('not-found');
    const progress = await tx.mails.progress({ bankId, stage: String(stage) });
    if (progress && (await takeBack(means, tx, { bank, stage, progress, batch })))
      return { planned: nothing, more: true };
    const { mails, first, last, reached, more } = await lookThrough(means, tx, { bank, stage, progress, batch });

    // 2. Act: the rows, how far this has come, and the audit.
    const written = await tx.mails.plan(mails);
    if (reached.done !== progress?.done || reached.lastId !== progress.lastId) {
      await tx.mails.setProgress({ bankId, stage: String(stage), ...reached, version: progress?.version ?? 0 });
    }
    const planned = count(mails.filter(({ id }) => written.has(id)));
    if (written.size > 0) {
      await systemAuditOf(means, tx, bankId)('mails-planned', { stage: String(stage), first, last, ...planned });
    }
    return { planned, more };
  });
}

/**
 * Undoes what was planned while the clock ran ahead, a batch of it: as if it had not, but for what was sent or begun.
 *
 * @returns false where it did not
 */
async function takeBack(
  means: Planner,
  tx: RegisterTransaction,
  {
    bank: { id: bankId, policy },
    stage,
    progress,
    batch,
  }: {
    readonly bank: Bank;
    readonly stage: MailStage;
    readonly progress: MailProgress;
    readonly batch: number;
  },
): Promise<boolean> {
  const now = means.clock.now();
  const done = steppedBack(policy, { stage, now, done: progress.done });
  if (done === null) return false;
  const removed = await tx.mails.takeBack({ bankId, stage: String(stage), now, limit: batch });
  await systemAuditOf(means, tx, bankId)('mails-taken-back', { stage: String(stage), removed });
  if (removed === batch) return true;
  // What was skipped as too late by that clock, or waits for its time.
  const [since, latest] = [plusSeconds(now, -hours(30 * 24)), plusSeconds(now, hours(2 * 24))];
  await tx.mails.wake({ bankId, now, since, latest });
  await tx.mails.setProgress({ ...progress, done, lastId: null });
  return true;
}

/**
 * What planning would write now if it went on from there, one batch of it; writes nothing.
 *
 * @returns the rows, between which expiry dates it looked, and from where it goes on
 */
export async function lookThrough(
  means: Pick<Planner, 'clock' | 'chance'>,
  tx: RegisterView,
  {
    bank: { id: bankId, policy },
    stage,
    progress,
    batch = usualBatch,
  }: {
    readonly bank: Pick<Bank, 'id' | 'policy'>;
    readonly stage: MailStage;
    readonly progress: Pick<MailProgress, 'done' | 'lastId'> | null;
    readonly batch?: number;
  },
) {
  const now = means.clock.now();
  const range = expiryDatesDue(policy, { stage, now, done: progress?.done ?? null });
  const after = progress?.lastId ? { expiryDate: range.first, id: progress.lastId } : null;
  const isEmpty = range.last < range.first;
  const found = isEmpty ? [] : await tx.certificates.expiring({ bankId, ...range, after, limit: batch });
  const [id, most] = [idsInOrder<'mail'>(means), longestWait(now, policy)];
  const beside = stage === 'after-expiry' ? await administrators(tx, found, policy) : () => [];
  const mails = found.flatMap((certificate) =>
    mailsOf({ id, certificate, stage, now, most, bankId, policy, others: beside(certificate) }),
  );
  const end = found.at(-1);
  const more = found.length === batch && end !== undefined;
  return {
    mails,
    first: range.first,
    last: end?.expiryDate ?? range.last,
    reached: more ? { done: addDays(end.expiryDate, -1), lastId: end.id } : { done: range.last, lastId: null },
    more,
  };
}

/** The rows of one certificate, none where nothing is due to it. */
function mailsOf(about: {
  readonly id: () => MailId;
  readonly certificate: ExpiringCertificate;
  readonly stage: MailStage;
  readonly now: Instant;
  /** In milliseconds. */
  readonly most: number;
  readonly bankId: BankId;
  readonly policy: BankPolicy;
  readonly others: readonly UserId[];
}): readonly PlannedMail[] {
  const { id: draw, certificate, stage, now, most, bankId, policy, others } = about;
  const { unproven, closed } = certificate;
  const judged = judgeStage({ policy, stage, certificate, unproven, closed, now });
  if (judged.kind === 'not-yet' || judged.kind === 'never') return [];
  const [occasion, dueAt] = [String(stage), mailDueAt(policy, certificate.expiryDate, stage)];
  const recipients = judged.kind === 'due' ? [certificate.userId, ...others] : [certificate.userId];
  return recipients.map((userId) => {
    const id = draw();
    const nextTryAt = instant(now + Math.floor(shareOf(id) * most));
    const mail = newMail({ id, certificate, bankId, userId, occasion, dueAt, nextTryAt });
    return judged.kind === 'due' ? mail : { ...mail, state: judged.kind, reason: judged.reason };
  });
}

/** Drawn once, with the identifier: a day on which many certificates expire does not send all its mails at nine o’clock. */
function shareOf(id: MailId): number {
  return Number.parseInt(id.slice(-8), 16) / 2 ** 32;
}

/** How long a mail may wait, in milliseconds: never past the day, which may be the last. */
function longestWait(now: Instant, { mailSpreadMinutes, zone }: BankPolicy): number {
  const tomorrow = startOfDay(addDays(dayOf(now, zone), 1), zone);
  return Math.min(mailSpreadMinutes * 60_000, tomorrow - now - 1);
}

/** The other 管理者 of a certificate's contract, where the bank lets them know. */
async function administrators(
  tx: RegisterView,
  found: readonly ExpiringCertificate[],
  policy: BankPolicy,
): Promise<(certificate: ExpiringCertificate) => readonly UserId[]> {
  if (!policy.mailAfterExpiryToAdministrators) return () => [];
  const contracts = [...new Set(found.map(({ contractId }) => contractId))];
  const all = await tx.users.administratorsOf(contracts);
  return ({ contractId, userId }) =>
    all.filter((one) => one.contractId === contractId && one.id !== userId).map(({ id }) => id);
}

function count(mails: readonly Pick<PlannedMail, 'state'>[]): Planned {
  const of = (state: keyof Planned) => mails.filter((mail) => mail.state === state).length;
  return { waiting: of('waiting'), skipped: of('skipped'), suppressed: of('suppressed') };
}

function sum(a: Planned, b: Planned): Planned {
  return { waiting: a.waiting + b.waiting, skipped: a.skipped + b.skipped, suppressed: a.suppressed + b.suppressed };
}
