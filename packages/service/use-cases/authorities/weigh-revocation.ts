import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { generationThatSigns, isNotRevoked } from '@koshin/lifecycle/certificates/issuing-generation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** What it would mean to revoke CAs, now. */
export interface WeightOfRevocation {
  /** Certificates that would be accepted at login no more. */
  readonly certificates: number;
  /** Users who have only such ones, and could log in no more until they are given a code for a new one. */
  readonly usersWithoutOther: number;
  /** Banks for which nothing would be issued, until they have a new generation. */
  readonly banksWithoutIssuer: readonly string[];
}

/** The CAs that end with these: themselves and those below, as far as they are not revoked. */
export function endingWith(all: readonly Issuer[], ids: readonly IssuerId[]): readonly Issuer[] {
  const ending = new Set(ids);
  for (let before = -1; before < ending.size; ) {
    before = ending.size;
    for (const { id, issuedBy } of all) if (issuedBy !== null && ending.has(issuedBy)) ending.add(id);
  }
  return all.filter((one) => ending.has(one.id) && isNotRevoked(one));
}

/** Counts in one look, outside any change: it goes over all certificates of the CAs and must not hold up who logs in. */
export async function weighRevocation(means: Means, ending: readonly Issuer[]): Promise<WeightOfRevocation> {
  const banks = [...new Set(ending.flatMap(({ bankId }) => bankId ?? []))];
  return means.register.read(async (tx) => {
    const weight = { certificates: 0, usersWithoutOther: 0, banksWithoutIssuer: [] as string[] };
    for (const bankId of banks) {
      const ids = ending.flatMap((one) => (one.bankId === bankId ? one.id : []));
      const counted = await countOf(means, tx, { bankId, ids });
      weight.certificates += counted.certificates;
      weight.usersWithoutOther += counted.usersWithoutOther;
      if (!counted.canIssue) weight.banksWithoutIssuer.push(bankId);
    }
    return weight;
  });
}

async function countOf(
  means: Means,
  tx: RegisterView,
  { bankId, ids }: { readonly bankId: string; readonly ids: readonly IssuerId[] },
) {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  const now = means.clock.now();
  const left = (await tx.issuers.ofBank(bankId)).filter(({ id }) => !ids.includes(id));
  return {
    ...(await tx.certificates.usableOf({ issuerIds: ids, today: dayOf(now, bank.policy.zone), now })),
    canIssue: generationThatSigns(left, { now, notAfter: now }) !== null,
  };
}

/**
 * No customer is to be locked out (R24), and a command that was meant otherwise must not do it. Refuses `issuer-in-use`
 * {certificates, users}.
 */
export function mustLockNobodyOut({ certificates, usersWithoutOther }: WeightOfRevocation): void {
  if (usersWithoutOther === 0) return;
  const detail = { certificates, users: usersWithoutOther };
  const got = `${usersWithoutOther} who would have none`;
  throw refused('issuer-in-use', detail, { expected: 'users with a certificate of another CA', got });
}
