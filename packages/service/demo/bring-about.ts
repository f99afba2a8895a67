import { addDays, addYears, type CalendarDay, dayOf, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { hours, minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { Bank, CertificateId, User } from '../ports/register/records.ts';
import { issueFirstCertificate } from '../use-cases/issuance/issue-first-certificate.ts';
import type { Means } from '../use-cases/means.ts';
import { proveCertificate } from '../use-cases/prove-certificate.ts';
import { revokeCertificate } from '../use-cases/revocation/revoke-certificate.ts';
import { meansAt } from './means-at.ts';
import type { Situation } from './people.ts';

/**
 * Brings one certificate into its situation, by the way of every certificate and at the times at which it would have
 * happened: issued a year before its expiry, used for the first time soon after, revoked where it is to be.
 * Each step is done once, whenever this is called again with the same key.
 */
export async function bringAbout(
  means: Means,
  { bank, user, situation, csr }: { bank: Bank; user: User; situation: Situation; csr: Uint8Array },
): Promise<CertificateId> {
  const { zone } = bank.policy;
  const today = dayOf(means.clock.now(), zone);
  const morningOf = (day: CalendarDay) => plusSeconds(startOfDay(day, zone), hours(10));
  const expiryDate = addDays(today, situation.daysLeft);
  const issuedAt = morningOf(addYears(expiryDate, -1));
  const request = { bankId: bank.id, userId: user.id, csr, expiryDate };
  const { id } = await issueFirstCertificate(meansAt(means, issuedAt), request);
  await useForTheFirstTime(meansAt(means, plusSeconds(issuedAt, minutes(7))), { bank, user, id });
  if (situation.kind === 'revoked') {
    // As if the customer had told the bank that the PC is lost. The CRL is of today: readers go by real time.
    const then = meansAt(means, morningOf(addDays(today, -situation.revokedDaysAgo)));
    const clock = { ...then.clock, wallClock: () => means.clock.wallClock() };
    const by = { bankId: bank.id, operatorId: null };
    await revokeCertificate({ ...then, clock }, { certificateId: id, reason: 'lost', by });
  }
  return id;
}

async function useForTheFirstTime(
  means: Means,
  { bank, user, id }: { bank: Bank; user: User; id: CertificateId },
): Promise<void> {
  await means.register.change(async (tx) => {
    const certificate = await tx.certificates.get(id);
    if (certificate?.state === 'issued') await proveCertificate(means, tx, { certificate, bank, user });
  });
}
