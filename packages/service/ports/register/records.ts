import type { CurrentFate } from '@koshin/lifecycle/acquisition/judge-reissue.ts';
import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { AuthorityReason, AuthorityRevocation } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import type { Revocation } from '@koshin/lifecycle/certificates/revocation.ts';
import type { MailReason, MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import type { RegisteredCertificate } from '@koshin/lifecycle/presentation/facts.ts';
import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import type { RenewalStateName } from '@koshin/lifecycle/renewal/states.ts';
import type { ChosenToken } from './token-records.ts';

export type * from './audit-records.ts';
export type * from './crl-records.ts';

/** Identifier of one kind of record; 32 lower-case hex digits (a bank's is its short name). */
export type Id<Of extends string> = string & { readonly idOf?: Of };

export type BankId = Id<'bank'>;
export type ContractId = Id<'contract'>;
export type UserId = Id<'user'>;
export type IssuerId = Id<'issuer'>;
export type CertificateId = Id<'certificate'>;
export type RenewalId = Id<'renewal'>;
export type AcquisitionId = Id<'acquisition'>;
export type MailId = Id<'mail'>;
export type WrittenNoticeId = Id<'written-notice'>;
export type AttemptNonce = Id<'attempt'>;

export interface Localized {
  readonly ja: string;
  readonly en: string;
}

export interface Bank {
  readonly id: BankId;
  readonly name: Localized;
  readonly serviceName: Localized;
  readonly self: Localized;
  readonly helpDesk: Localized;
  readonly phone: string;
  readonly phoneHours: Localized;
  readonly policy: BankPolicy;
}

export interface Contract {
  readonly id: ContractId;
  readonly bankId: BankId;
  readonly contractNumber: string;
  readonly companyName: string;
  readonly closedAt: Instant | null;
}

export type Role = 'administrator' | 'approver' | 'member';

export interface User {
  readonly id: UserId;
  readonly bankId: BankId;
  readonly contractId: ContractId;
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly suspendedAt: Instant | null;
  /** Where mails go; null: nobody has told one. */
  readonly mailAddress: string | null;
  readonly language: 'ja' | 'en';
  /** When a mail to this address last came back for good; null: none did, or the address is a new one. */
  readonly mailBouncedAt: Instant | null;
  /** PHC string of argon2id; null until the first login password is set. */
  readonly passwordHash: string | null;
  readonly passwordFailures: number;
  readonly lockedUntil: Instant | null;
  readonly lastLoginAt: Instant | null;
  /** Rises with every change; `users.update` compares and swaps on it. */
  readonly version: number;
}

/** A generation of a bank's issuing CA, or a root (`bankId` null). */
export interface Issuer {
  readonly id: IssuerId;
  readonly bankId: BankId | null;
  readonly generation: number;
  /** The signer's name for its key. */
  readonly keyName: string;
  readonly certificateDer: Uint8Array;
  readonly issuedBy: IssuerId | null;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** From when on it signs in place of the generation before it; null: since it was made. */
  readonly takesOverAt: Instant | null;
  /** By the CA above it, here or elsewhere; null: it was not. */
  readonly revocation: AuthorityRevocation | null;
}

/**
 * A CA's certificate that must stand on the CRL of the CA above it, whether or not that CA is registered here; and that of a
 * bank's mails on the CRL of the bank's own CA.
 */
export interface RevokedAuthority {
  readonly at: Instant;
  /** Of a CA never `key-compromise`: that has a name of its own. */
  readonly reason: AuthorityReason | 'key-compromise';
  /** Who issued the certificate. */
  readonly issuerId: IssuerId;
  /** Lower-case hex of the serial number's octets. */
  readonly serial: string;
}

/** One of the keys that answer OCSP for an issuer generation (RFC 6960 4.2.2.2); at first only decided upon. */
export interface OcspResponder {
  readonly issuerId: IssuerId;
  /** Counts the issuer's responders from 1. */
  readonly number: number;
  /** The signer's name for its key. */
  readonly keyName: string;
  /** Lower-case hex of the serial number's octets. */
  readonly serial: string;
  /** The complete to-be-signed bytes, committed before the issuer signs them (invariant 4). */
  readonly tbs: Uint8Array;
  /** Null until it is signed. */
  readonly certificateDer: Uint8Array | null;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly recordedAt: Instant;
}

/** A certificate that signs a bank's mails (RFC 8550); of the bank's own CA at first only decided upon. */
export interface MailCertificate {
  readonly bankId: BankId;
  /** Counts the bank's from 1. */
  readonly number: number;
  /** The signer's name for its key. */
  readonly keyName: string;
  /** The one for which it signs. */
  readonly address: string;
  /** What the bank's own CA makes of it; null: it was issued elsewhere. */
  readonly issuance: {
    readonly issuerId: IssuerId;
    /** The complete to-be-signed bytes, committed before the issuer signs them (invariant 4). */
    readonly tbs: Uint8Array;
  } | null;
  /** Lower-case hex of the serial number's octets. */
  readonly serial: string;
  /** Null until it is signed. */
  readonly certificateDer: Uint8Array | null;
  /** Of one from elsewhere those of the CAs above it, in DER; of our own they are the issuers'. */
  readonly above: readonly Uint8Array[];
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly recordedAt: Instant;
}

/** A certificate that was signed and handed over, or is about to be. */
export interface CertificateRecord {
  readonly id: CertificateId;
  readonly bankId: BankId;
  readonly userId: UserId;
  readonly issuerId: IssuerId;
  /** Which of its issuer's CRLs it would be on: fixed, as it stands in its CRL distribution point. */
  readonly crlShard: number;
  /** Lower-case hex of the serial number's octets. */
  readonly serial: string;
  readonly der: Uint8Array;
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex; unique in the register. */
  readonly keyDigest: string;
  readonly subjectLabel: string;
  readonly issuerLabel: string;
  readonly notBefore: Instant;
  readonly expiryDate: CalendarDay;
  readonly issuedAt: Instant;
  /** `expired` and `retired` are derived from time, never stored. */
  readonly state: 'issued' | 'active' | 'revoked';
  /** First use that met `proven`. */
  readonly activatedAt: Instant | null;
  readonly revocation: Revocation | null;
  /** Set at the successor's proof: from this instant on the certificate is retired. */
  readonly retiresAt: Instant | null;
  readonly successorId: CertificateId | null;
  /** The renewal that brought it forth; null for a first issue. */
  readonly renewalId: RenewalId | null;
  /** The customer's side reported the file saved / the certificate installed. Reports only (invariant 6). */
  readonly savedAt: Instant | null;
  readonly installedAt: Instant | null;
  /** Where the helper reported to have put it; null without helper. A report too. */
  readonly installedIn: 'pc-store' | 'token' | null;
  readonly version: number;
}

/** What was decided to be signed, committed before the signer is called (invariant 4). */
export interface IssuanceIntent {
  /** The certificate will carry this id. */
  readonly certificateId: CertificateId;
  readonly bankId: BankId;
  readonly userId: UserId;
  readonly issuerId: IssuerId;
  readonly crlShard: number;
  readonly serial: string;
  readonly profile: 'client-authentication';
  readonly keyDigest: string;
  /** The complete to-be-signed bytes (RFC 5280 4.1.1.1). */
  readonly tbs: Uint8Array;
  readonly subjectLabel: string;
  readonly notBefore: Instant;
  readonly expiryDate: CalendarDay;
  readonly renewalId: RenewalId | null;
  readonly recordedAt: Instant;
  readonly completedAt: Instant | null;
}

export interface RenewalRecord {
  readonly id: RenewalId;
  readonly bankId: BankId;
  readonly userId: UserId;
  /** The certificate to be renewed; at most one live renewal each. */
  readonly certificateId: CertificateId;
  readonly state: RenewalStateName;
  readonly startedAt: Instant;
  /** The window that holds it, and when that window was last seen; null when released. */
  readonly windowId: string | null;
  readonly windowSeenAt: Instant | null;
  /** The session (its hash) in which 「更新」 was pressed with a fresh password; a new key is taken from no other. */
  readonly confirmedIn: string | null;
  readonly usedOnOtherPcs: boolean | null;
  readonly provenAt: Instant | null;
  readonly provenCertificateId: CertificateId | null;
  readonly ended: { readonly reason: string; readonly at: Instant } | null;
  readonly version: number;
}

/** In whose place a certificate is that a code gives, and what became of that one when the code was issued (R24). */
export interface Reissue {
  readonly certificateId: CertificateId;
  /** Of a `kept` one the first use of the new certificate is the end. */
  readonly current: CurrentFate;
}

/** A code that the bank hands over, good once for a certificate (R23). */
export interface Acquisition {
  readonly id: AcquisitionId;
  readonly bankId: BankId;
  readonly userId: UserId;
  /** SHA-256 of the code, lower-case hex. */
  readonly codeHash: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** Wrong codes given for this user while this was his newest. */
  readonly failures: number;
  /** Null: for a first certificate, or for one more beside the others. */
  readonly reissue: Reissue | null;
  /** When it was used, and by which key: asked again with that key, it is answered with the same certificate. */
  readonly used: { readonly at: Instant; readonly keyDigest: string } | null;
  /** The browser in which it was given last; null: in none. */
  readonly opening: {
    /** SHA-256 of the browser's binding cookie. */
    readonly browserHash: string;
    readonly at: Instant;
    /** When the login password was given or set there; null: not yet. */
    readonly passwordAt: Instant | null;
  } | null;
  /** When a login password was set with it; null: none was. */
  readonly passwordSetAt: Instant | null;
  /** The token that was chosen for its certificate; null: none was. */
  readonly token: ChosenToken | null;
  readonly version: number;
}

export type Purpose = 'login' | 'renewal' | 'proof' | 'first-use';

/** One asking for a certificate, on a host name of its own (R21). */
export interface PresentationAttempt {
  readonly nonce: AttemptNonce;
  /** SHA-256 of the secret in the path. */
  readonly secretHash: string;
  /** SHA-256 of the browser's binding cookie. */
  readonly browserHash: string;
  readonly bankId: BankId;
  readonly purpose: Purpose;
  /** For `renewal` and `proof`: the session that asked. */
  readonly sessionHash: string | null;
  readonly userId: UserId | null;
  /** For `renewal` and `proof` the certificate to be renewed, for `first-use` the one to be used. */
  readonly certificateId: CertificateId | null;
  readonly renewalId: RenewalId | null;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly closedAt: Instant | null;
}

/** An attempt with what is asked whenever a certificate is presented to it. */
export interface AttemptView {
  readonly attempt: PresentationAttempt;
  /** Of its bank. */
  readonly policy: BankPolicy;
  /** The certificate that a CA of this bank issued under the presented serial number; null: there is none. */
  readonly certificate:
    | (RegisteredCertificate & {
        readonly fingerprint: string;
        readonly successorId: CertificateId | null;
        readonly issuerRevokedAt: Instant | null;
        readonly userSuspendedAt: Instant | null;
        readonly contractClosedAt: Instant | null;
      })
    | null;
}

/** What one handshake presented for an attempt; each has a ticket of its own. */
export interface Presentation {
  /** SHA-256 of the one-time ticket. */
  readonly ticketHash: string;
  readonly nonce: AttemptNonce;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly certificateId: CertificateId | null;
  /** Null: accepted. */
  readonly refusal: RefusalCode | null;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly protocol: string;
  readonly refNo: string;
  readonly redeemedAt: Instant | null;
}

export interface Session {
  /** SHA-256 of the session cookie. */
  readonly hash: string;
  readonly bankId: BankId;
  readonly userId: UserId;
  readonly certificateId: CertificateId;
  /** SHA-256 of the browser's binding cookie. */
  readonly browserHash: string;
  /** `presented`: the certificate was accepted, the password is to come. */
  readonly stage: 'presented' | 'open';
  readonly startedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly passwordAt: Instant | null;
  /** Certificates presented in this session beside its own (renewing another one). */
  readonly alsoPresented: readonly CertificateId[];
  readonly previousLoginAt: Instant | null;
  readonly banner: { readonly kind: 'login-proved' | 'renewed'; readonly newExpiryDate: CalendarDay } | null;
  readonly endedAt: Instant | null;
  readonly endReason: 'logged-out' | 'session-expired' | 'session-ended-by-certificate' | 'user-suspended' | null;
}

/** One mail to one person for one reason: there is never a second one (lifecycle, invariant 3). */
export interface Mail {
  readonly id: MailId;
  readonly bankId: BankId;
  /** Who gets it. */
  readonly userId: UserId;
  /** What it is about: a certificate, or an acquisition. With occasion and recipient unique in the register. */
  readonly subjectId: string;
  readonly certificateId: CertificateId | null;
  /** A stage by the calendar (`30`, `after-expiry`), or the act that it confirms (`renewed`). */
  readonly occasion: string;
  readonly dueAt: Instant;
  readonly state: MailState;
  readonly reason: MailReason | null;
  /** When it is tried next; while a try is under way: when others may take that for broken off. */
  readonly nextTryAt: Instant;
  readonly tries: number;
  readonly firstTryAt: Instant | null;
  /** Where it was tried to be sent last. */
  readonly address: string | null;
  /**
   * What the try under way says, until its outcome is known: a server may have taken it, so nothing else is ever sent
   * under its Message-ID.
   */
  readonly letter: Readonly<Record<string, string | number | boolean | null>> | null;
  /** When the letter was written that a server has taken, or may have; null: none has. */
  readonly writtenAt: Instant | null;
  /** The server's last answer. */
  readonly answer: string | null;
  readonly sentAt: Instant | null;
  readonly version: number;
}

/** A mail that nobody has tried to send yet. */
export type PlannedMail = Pick<
  Mail,
  'id' | 'bankId' | 'userId' | 'subjectId' | 'certificateId' | 'occasion' | 'dueAt' | 'state' | 'reason' | 'nextTryAt'
>;

/** How far a stage of a bank has come: every certificate that expires up to here has what is due. */
export interface MailProgress {
  readonly bankId: BankId;
  readonly stage: string;
  readonly done: CalendarDay;
  /** Within the day after `done`: the last certificate that was looked at; null: none. */
  readonly lastId: CertificateId | null;
  readonly version: number;
}

/** What the stages of mails need to know of a certificate, and of nothing else. */
export interface ExpiringCertificate {
  readonly id: CertificateId;
  readonly userId: UserId;
  readonly contractId: ContractId;
  readonly state: CertificateRecord['state'];
  readonly expiryDate: CalendarDay;
  readonly issuedAt: Instant;
  readonly retiresAt: Instant | null;
  readonly revocation: Revocation | null;
  /** Its live renewal has a successor that waits for its proof. */
  readonly unproven: boolean;
  /** Of several the first: its CA was revoked, its contract or its user is closed. */
  readonly closed: 'authority-revoked' | 'contract-closed' | 'user-closed' | null;
}

export interface NoticeReceipt {
  readonly userId: UserId;
  readonly noticeNo: string;
  readonly readAt: Instant;
}

/** What a bank wrote to its customers, without its text. */
export interface WrittenNotice {
  readonly id: WrittenNoticeId;
  readonly bankId: BankId;
  /** Unique among all that the bank ever wrote. */
  readonly noticeNo: string;
  readonly subject: Localized;
  /** In the bank's zone; from its beginning. */
  readonly firstDay: CalendarDay;
  /** Until its end; null: until it is withdrawn. */
  readonly lastDay: CalendarDay | null;
  /** Whether its readers are asked for 「確認しました」. */
  readonly acknowledgementAsked: boolean;
  readonly writtenAt: Instant;
  readonly withdrawnAt: Instant | null;
}

/** For whom a notice is: everybody of the bank, of a contract, or one user. */
export type NoticeReader =
  | { readonly kind: 'bank'; readonly id: BankId }
  | { readonly kind: 'contract'; readonly id: ContractId }
  | { readonly kind: 'user'; readonly id: UserId };

/** A notice as one of its readers has it. */
export interface ReceivedNotice extends WrittenNotice {
  readonly readAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
}

export interface NoticeCounts {
  /** Users for whom it is, without the suspended and those whose contract is closed. */
  readonly readers: number;
  /** Of all users who ever did, those who are not readers any more among them. */
  readonly read: number;
  readonly acknowledged: number;
}
