import type { TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { type Instant, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import {
  abandonedAfter,
  type CrlRhythm,
  issuingRhythm,
  rootRhythm,
  whyDue,
} from '@koshin/lifecycle/revocation-lists/schedule.ts';
import { isLiving } from '@koshin/lifecycle/revocation-lists/shards.ts';
import type { CrlShard, Issuer, ReservedCrl } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** How the CRL of a shard stands. */
export interface CrlStanding {
  readonly due: 'scheduled' | 'changed' | null;
  /** What readers get. */
  readonly current: ReservedCrl | null;
  /** The last that has a number, signed or not. */
  readonly newest: ReservedCrl | null;
  /** The issuer has this shard only, so its CRL is about all certificates. */
  readonly complete: boolean;
  readonly zone: TimeZone;
}

/** Gathers what there is, and judges whether a new one is due. */
export async function judgeCrl(
  means: Means,
  tx: RegisterView,
  { issuer, shard }: { readonly issuer: Issuer; readonly shard: CrlShard },
): Promise<CrlStanding> {
  const [now, wallClock] = [means.clock.now(), means.clock.wallClock()];
  const bank = issuer.bankId === null ? null : await tx.banks.get(issuer.bankId);
  const { zone } = bank?.policy ?? defaultPolicy;
  const current = await tx.crls.current(shard);
  const newest = await tx.crls.newest(shard);
  const complete = (await tx.crlShards.count(issuer.id)) === 1;
  const standing = { current, newest, complete, zone };
  if (!isLiving(shard, { scheduledAt: current?.scheduledAt ?? null, zone })) return { ...standing, due: null };
  // What another is about to sign counts as if it were there: both would make the same.
  const last = newest && isUnderWay(newest, { current, wallClock }) ? newest : current;
  // A CRL that claims to be about all must not stand beside that of a second shard.
  const otherForm = last !== null && last.complete !== complete;
  const outdated = otherForm || (await tx.crlShards.hasUnlisted({ ...shard, number: last?.number ?? null, now }));
  return { ...standing, due: whyDue({ last, outdated, rhythm: rhythmOf(issuer), now: wallClock }) };
}

function isUnderWay(
  newest: ReservedCrl,
  { current, wallClock }: { current: ReservedCrl | null; wallClock: Instant },
): boolean {
  const age = seconds(Math.floor(Math.abs(wallClock - newest.reservedAt) / 1000));
  return newest.number !== current?.number && age < abandonedAfter;
}

export function rhythmOf(issuer: Issuer): CrlRhythm {
  return issuer.bankId === null ? rootRhythm : issuingRhythm;
}
