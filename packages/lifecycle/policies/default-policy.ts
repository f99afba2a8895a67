import { type CalendarDay, type TimeZone, timeZone } from '../calendar/calendar-day.ts';

/** How long a certificate lasts, in calendar years or days from the day its term counts from. */
export type Validity = { readonly years: number } | { readonly days: number };

/** Keys a bank may accept; RSA-2048 is off unless asked for, as CRYPTREC ends 112-bit security for new use by 2030. */
export const keyKinds = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072', 'RSA-4096'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Where the portal guides to the renewal (R13). */
export const guidancePlaces = ['important-notices', 'renewal-notice', 'main-screen'] as const;
export type GuidancePlace = (typeof guidancePlaces)[number];

/** What the name of a certificate may consist of: the user, the bank, the expiry year and month, the serial's last digits. */
export const subjectParts = ['user', 'bank', 'expiry', 'serial-tail'] as const;
export type SubjectPart = (typeof subjectParts)[number];

/** One policy that the certificates name, with its qualifiers (RFC 5280 4.2.1.4). */
export interface CertificatePolicy {
  /** Object identifier. */
  readonly oid: string;
  /** Where the certification practice statement is, as a URL in ASCII; null: it is not said. */
  readonly cps: string | null;
  /** What whoever relies on the certificate is told, of at most 200 characters in NFC; null: nothing. */
  readonly notice: string | null;
}

/** An extension that is the same in every certificate of the bank. */
export interface FurtherExtension {
  /** Object identifier. */
  readonly oid: string;
  /** Its value: one element in DER, as lower-case hex. */
  readonly hex: string;
}

/** Everything that one bank decides about its certificates. Days are calendar days in `zone`. */
export interface BankPolicy {
  readonly zone: TimeZone;
  /** The renewal window opens this many days before the expiry date (R1). */
  readonly renewalWindowDays: number;
  /** Days after the proof on which the predecessor still works; 0: it ends with the proof. */
  readonly overlapDays: number;
  readonly validity: Validity;
  /** `old-expiry`: no day is lost by renewing early (R26). */
  readonly newTermFrom: 'old-expiry' | 'issue';
  /** Days before the expiry date on which a mail is due (R2), largest first. */
  readonly mailStageDays: readonly number[];
  /** A further mail on the day after the expiry date, to who did not renew. */
  readonly mailAfterExpiry: boolean;
  /** Also to the contract's other 管理者, who can help. */
  readonly mailAfterExpiryToAdministrators: boolean;
  /** Hour of the day, 0 to 23, from which on mails are due. */
  readonly mailHour: number;
  /** The mails of one day are spread over this many minutes from then on. */
  readonly mailSpreadMinutes: number;
  /** An iCalendar event for the expiry date comes with each mail of a stage. */
  readonly mailCalendar: boolean;
  /** 電子証明書媒体保管: the choice of storage is shown (R6). */
  readonly mediaStorage: boolean;
  /** Where the portal guides to the renewal, until `importantNoticesFrom` (R13). */
  readonly guidancePlace: GuidancePlace;
  /** The first day on which it guides there from 重要なお知らせ; null: it stays where it is. */
  readonly importantNoticesFrom: CalendarDay | null;
  readonly keyKinds: readonly KeyKind[];
  /** The policies that its certificates name; none: they name none. */
  readonly certificatePolicies: readonly CertificatePolicy[];
  /** Object identifiers of what its certificates are for beside client authentication (RFC 5280 4.2.1.12). */
  readonly furtherPurposes: readonly string[];
  /** Not critical, whatever they are (RFC 5280 4.2). */
  readonly furtherExtensions: readonly FurtherExtension[];
  /** What a browser's chooser shows of a certificate, in this order. */
  readonly subjectLayout: readonly SubjectPart[];
  /** Mismatches of the login password in a row until login pauses. */
  readonly passwordTries: number;
  readonly passwordPauseMinutes: number;
  /** How long the login password counts as just given, for renewal and proof. */
  readonly passwordFreshMinutes: number;
  readonly idleMinutes: number;
  /** A session ends this long after it began, however busy. */
  readonly sessionHours: number;
  /** A presentation must be finished within this time of its start. */
  readonly attemptMinutes: number;
  readonly ticketSeconds: number;
  readonly consentSeconds: number;
  readonly keysPerRenewalAndDay: number;
  /** The bank is told at this key of one renewal and day. */
  readonly tellBankAtKey: number;
  readonly filePasswordLength: number;
  /** From this difference on, the customer's clock gets a caution. */
  readonly clockSkewMinutes: number;
  /** Whether the helper asks for each of its acts, or once for making, requesting and saving. */
  readonly helperConsents: 'each' | 'all';
}

export const defaultPolicy: BankPolicy = Object.freeze({
  zone: timeZone('Asia/Tokyo'),
  renewalWindowDays: 30,
  overlapDays: 3,
  validity: { years: 1 },
  newTermFrom: 'old-expiry',
  mailStageDays: [30, 10],
  mailAfterExpiry: false,
  mailAfterExpiryToAdministrators: true,
  mailHour: 9,
  mailSpreadMinutes: 60,
  mailCalendar: false,
  mediaStorage: false,
  guidancePlace: 'important-notices',
  importantNoticesFrom: null,
  keyKinds: ['P-256', 'P-384', 'RSA-3072', 'RSA-4096'],
  certificatePolicies: [],
  furtherPurposes: [],
  furtherExtensions: [],
  subjectLayout: subjectParts,
  passwordTries: 5,
  passwordPauseMinutes: 15,
  passwordFreshMinutes: 10,
  idleMinutes: 15,
  sessionHours: 8,
  attemptMinutes: 2,
  ticketSeconds: 60,
  consentSeconds: 120,
  keysPerRenewalAndDay: 10,
  tellBankAtKey: 3,
  filePasswordLength: 12,
  clockSkewMinutes: 5,
  helperConsents: 'each',
} as const);
