import { dayOf } from '../calendar/calendar-day.ts';
import { formatInstant, type Instant } from '../calendar/instant.ts';
import { isReplacedSibling } from '../certificates/revocation.ts';
import { certificateStatus } from '../certificates/status.ts';
import { serialTail } from '../profiles/subject.ts';
import type { RefusalCode } from '../refusals/codes.ts';
import type { RefusalDetail } from '../refusals/refusal.ts';
import type { PresentationFacts, RegisteredCertificate } from './facts.ts';

/** A presentation whose certificate is this bank's and in the register, byte for byte. */
export interface Recognised extends Pick<PresentationFacts, 'now' | 'zone' | 'aim'> {
  readonly certificate: RegisteredCertificate;
  readonly status: ReturnType<typeof certificateStatus>;
  readonly issuerRevokedAt: Instant | null;
  readonly userSuspended: boolean;
  readonly contractClosed: boolean;
}

export interface PresentationRefused {
  readonly accepted: false;
  readonly code: RefusalCode;
  /** serialTail, expiryDate, validFrom, revokedDate, retiredDate, as far as they say something; never a name. */
  readonly detail: RefusalDetail;
}

/** Whose certificate it is at all. Nothing is told here of certificates that are not this bank's. */
export function recognise(facts: PresentationFacts): Recognised | PresentationRefused {
  const { presented, now, zone, aim } = facts;
  if (presented === null) return because('certificate-not-presented');
  if (presented.issuer === 'unknown') return because('certificate-unknown-issuer');
  if (presented.issuerBankId !== facts.bankId) return because('certificate-other-bank');
  const certificate = presented.registered;
  if (certificate === null) return because('certificate-not-registered', { known: false });
  // Other bytes under a serial number of ours were signed with our key by somebody else: an alarm, as an unknown number is.
  if (!presented.sameBytes) return because('certificate-not-registered', { known: true });
  return {
    now,
    zone,
    aim,
    certificate,
    status: certificateStatus(certificate, now, zone),
    issuerRevokedAt: presented.issuerRevokedAt,
    userSuspended: presented.userSuspendedAt !== null,
    contractClosed: presented.contractClosedAt !== null,
  };
}

type Rule = (presentation: Recognised) => PresentationRefused | null;

const notRevoked: Rule = ({ certificate, status, zone }) => {
  if (status !== 'revoked') return null;
  const { revocation } = certificate;
  return because(
    revocation !== null && isReplacedSibling(revocation) ? 'certificate-replaced' : 'certificate-revoked',
    {
      serialTail: serialTail(certificate.serial),
      revokedDate: revocation && dayOf(revocation.at, zone),
    },
  );
};

const notExpired: Rule = ({ certificate, status }) =>
  status === 'expired' ? because('certificate-expired', { expiryDate: certificate.expiryDate }) : null;

const begun: Rule = ({ certificate, now }) =>
  now < certificate.notBefore
    ? because('certificate-not-yet-valid', { validFrom: formatInstant(certificate.notBefore) })
    : null;

const notRetired: Rule = ({ certificate, status, zone }) =>
  status === 'retired'
    ? because('certificate-retired', {
        serialTail: serialTail(certificate.serial),
        retiredDate: certificate.retiresAt && dayOf(certificate.retiresAt, zone),
      })
    : null;

/** Whoever has a newer one is better told so by the rules before: this one sends him to the telephone. */
const issuerNotRevoked: Rule = ({ certificate, issuerRevokedAt, zone }) =>
  issuerRevokedAt === null
    ? null
    : because('certificate-issuer-revoked', {
        serialTail: serialTail(certificate.serial),
        revokedDate: dayOf(issuerRevokedAt, zone),
      });

const ofExpectedUser: Rule = ({ certificate, aim }) =>
  aim.purpose === 'login' || aim.userId === certificate.userId ? null : because('certificate-other-user');

const userNotSuspended: Rule = ({ userSuspended }) => (userSuspended ? because('user-suspended') : null);

const contractOpen: Rule = ({ contractClosed }) => (contractClosed ? because('contract-closed') : null);

const theOneToBeRenewed: Rule = ({ certificate, aim }) =>
  aim.purpose === 'renewal' && aim.certificateId !== certificate.id
    ? because('renewal-needs-current-certificate', { presentedSerialTail: serialTail(certificate.serial) })
    : null;

/**
 * Another certificate of the same user (his second PC's, say) is refused as the predecessor is: `proof.old` names the
 * one to choose, while `certificate-other-user` would be untrue. `predecessor` tells the two apart in the log.
 */
const successorInThisRenewal: Rule = ({ certificate, aim }) =>
  aim.purpose === 'proof' && aim.renewalId !== certificate.renewalId
    ? because('proof-old-certificate', { predecessor: aim.predecessorId === certificate.id })
    : null;

const theOneThatWasAcquired: Rule = ({ certificate, aim }) =>
  aim.purpose === 'first-use' && aim.certificateId !== certificate.id
    ? because('proof-old-certificate', { predecessor: false })
    : null;

/** In this order; the first reason is told. */
export const presentationRules: readonly Rule[] = [
  notRevoked,
  notExpired,
  notRetired,
  issuerNotRevoked,
  begun,
  ofExpectedUser,
  contractOpen,
  userNotSuspended,
  theOneToBeRenewed,
  successorInThisRenewal,
  theOneThatWasAcquired,
];

function because(code: RefusalCode, detail: RefusalDetail = {}): PresentationRefused {
  return { accepted: false, code, detail };
}
