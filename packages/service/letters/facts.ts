import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { BankPolicy, GuidancePlace } from '@koshin/lifecycle/policies/bank-policy.ts';
import type { Language, Text } from './text.ts';

/** What a letter says of the bank; the register's `Bank` has it all. */
export interface LetterBank {
  readonly name: Text;
  readonly serviceName: Text;
  readonly helpDesk: Text;
  readonly phone: string;
  readonly phoneHours: Text;
  readonly policy: Pick<BankPolicy, 'zone'>;
}

interface Common {
  readonly language: Language;
  readonly bank: LetterBank;
}

/** Whole identifiers: the letter masks them itself, so that no caller can forget to (R28). */
export interface CertificateFacts {
  /** Hexadecimal, as the register keeps it. */
  readonly serialNumber: string;
  readonly expiryDate: CalendarDay;
}

interface ToCustomer extends Common {
  readonly recipient: { readonly companyName: string; readonly userName: string };
  readonly contractNumber: string;
  /** Of the user whom the letter is about, not of an administrator who is told of it. */
  readonly loginId: string;
  /** Eight digits, the same as in 重要なお知らせ. */
  readonly noticeNumber: string;
  /** The mail bears the bank's signature, and says so. */
  readonly signed: boolean;
}

interface OfCertificate extends ToCustomer {
  readonly certificate: CertificateFacts;
  /** An event of the expiry date is attached, and the letter says so. */
  readonly calendarAttached: boolean;
}

/** Who did what the letter tells of: an administrator of the contract, the bank, or the user himself. */
export type Actor = 'administrator' | 'bank' | 'user';

/** `administrator`: another one of the contract, who is told as well. */
export type Reader = 'user' | 'administrator';

/** A letter that asks to renew. */
interface Guiding extends OfCertificate {
  /** Where the portal guides to the renewal on the day of the letter (R13). */
  readonly guidancePlace: GuidancePlace;
}

interface FirstStage extends Guiding {
  readonly kind: 'first-stage';
  /** Null: it counts from the day of issue, and so cannot be named. */
  readonly newExpiryDate: CalendarDay | null;
}

interface LaterStage extends Guiding {
  readonly kind: 'later-stage';
  /** 0 on the expiry date itself. */
  readonly daysLeft: number;
}

/** A successor is issued and not proven; the certificate is the predecessor. */
interface Unproven extends Guiding {
  readonly kind: 'unproven';
  readonly issuedAt: Instant;
}

interface Expired extends OfCertificate {
  readonly kind: 'expired';
  readonly reader: Reader;
}

/** The certificate is the new one. */
interface Renewed extends OfCertificate {
  readonly kind: 'renewed';
  readonly provenAt: Instant;
  /** The last day of the earlier certificate; null: it has ended. */
  readonly overlapEnd: CalendarDay | null;
}

/** What a reissue does to the current certificate. */
export type ReissueFate = 'revoked' | 'usable-until-new';

/** The certificate is the one that is to be replaced. */
interface Reissued extends OfCertificate {
  readonly kind: 'reissued';
  readonly at: Instant;
  readonly actor: Actor;
  readonly reader: Reader;
  /** Null: it had ended by itself, and nothing is said of it. */
  readonly fate: ReissueFate | null;
}

interface Revoked extends OfCertificate {
  readonly kind: 'revoked';
  readonly at: Instant;
  readonly actor: Actor;
  readonly reader: Reader;
}

interface FirstUse extends OfCertificate {
  readonly kind: 'first-use';
  readonly at: Instant;
  readonly nextWindowStart: CalendarDay;
}

/** Never holds the code (R24). */
interface CodeSent extends ToCustomer {
  readonly kind: 'code-sent';
  readonly sentAt: Instant;
  readonly delivery: 'post' | 'counter' | 'administrator';
  readonly codeExpiresAt: Instant;
}

/** Goes to an address that may be a stranger's: it names nobody and no facts. */
interface AddressConfirmation extends Common {
  readonly kind: 'address-confirmation';
  readonly code: string;
  readonly until: Instant;
}

export type CertificateLetter = FirstStage | LaterStage | Unproven | Expired | Renewed | Reissued | Revoked | FirstUse;

/** All that one letter is made of, by its kind (screens 3). */
export type LetterFacts = CertificateLetter | CodeSent | AddressConfirmation;
