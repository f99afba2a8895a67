import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { type CertificateStatus, certificateStatus, isUsable } from '@koshin/lifecycle/certificates/status.ts';
import { daysLeft, renewalWindow, windowPosition } from '@koshin/lifecycle/certificates/term.ts';
import { serialTail } from '@koshin/lifecycle/profiles/subject.ts';
import type { Bank, CertificateId, CertificateRecord, Contract, Session, User } from '../ports/register/records.ts';
import type { RegisterView } from '../ports/register/register.ts';
import type { Means } from './means.ts';

/** What a customer may know of a certificate, with all that follows from the calendar already derived. */
export interface CertificateFacts {
  readonly id: CertificateId;
  readonly status: CertificateStatus;
  readonly ownerName: string;
  readonly companyName: string;
  readonly issuerName: string;
  readonly serial: string;
  readonly serialTail: string;
  readonly fingerprint: string;
  readonly subjectLabel: string;
  readonly validFrom: Instant;
  readonly expiryDate: CalendarDay;
  readonly daysLeft: number;
  readonly renewableFrom: CalendarDay;
  readonly storage: { readonly kind: 'file-on-pc' | 'pc-store' | 'token'; readonly reportedAt: Instant } | null;
  readonly next: 'renew-later' | 'renew-now' | 'renewal-in-progress' | 'nothing';
  readonly presentedHere: boolean;
  readonly revokedOn: CalendarDay | null;
  readonly overlapLastDay: CalendarDay | null;
}

export interface Owner {
  readonly bank: Bank;
  readonly contract: Contract;
  readonly user: User;
  readonly session?: Session | null;
}

export async function describeCertificate(
  means: Means,
  tx: RegisterView,
  certificate: CertificateRecord,
  { bank, contract, user, session = null }: Owner,
): Promise<CertificateFacts> {
  const now = means.clock.now();
  const { policy } = bank;
  const window = renewalWindow(policy, certificate.expiryDate);
  // Who revokes a CA ends what it issued: to its customers that is a revocation.
  const ofIssuer = (await tx.issuers.get(certificate.issuerId))?.revocation ?? null;
  const own = certificateStatus(certificate, now, policy.zone);
  const status = ofIssuer !== null && isUsable(own) ? 'revoked' : own;
  const revocation = certificate.revocation ?? (status === 'revoked' ? ofIssuer : null);
  const reportedAt = certificate.installedAt ?? certificate.savedAt;
  return {
    id: certificate.id,
    status,
    ownerName: user.name,
    companyName: contract.companyName,
    issuerName: certificate.issuerLabel,
    serial: certificate.serial.toUpperCase(),
    serialTail: serialTail(certificate.serial),
    fingerprint: certificate.fingerprint,
    subjectLabel: certificate.subjectLabel,
    validFrom: certificate.notBefore,
    expiryDate: certificate.expiryDate,
    daysLeft: daysLeft(certificate.expiryDate, now, policy.zone),
    renewableFrom: window.firstDay,
    storage: reportedAt === null ? null : { kind: certificate.installedIn ?? 'file-on-pc', reportedAt },
    next: await nextStep(tx, certificate, { status, position: windowPosition(window, now) }),
    presentedHere:
      session !== null && (session.certificateId === certificate.id || session.alsoPresented.includes(certificate.id)),
    revokedOn: revocation && dayOf(revocation.at, policy.zone),
    overlapLastDay: certificate.retiresAt && dayOf(plusSeconds(certificate.retiresAt, seconds(-1)), policy.zone),
  };
}

async function nextStep(
  tx: RegisterView,
  certificate: CertificateRecord,
  { status, position }: { status: CertificateStatus; position: 'before' | 'in' | 'after' },
): Promise<CertificateFacts['next']> {
  const renewable = (status === 'issued' || status === 'active') && certificate.successorId === null;
  if (!renewable) return 'nothing';
  const live = await tx.renewals.liveOf(certificate.id);
  if (live && live.state !== 'preparing' && live.state !== 'ready') return 'renewal-in-progress';
  if (position === 'before') return 'renew-later';
  return position === 'in' ? 'renew-now' : 'nothing';
}
