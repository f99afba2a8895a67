import type { TimeZone } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import type { CertificateRecord } from '../certificates/status.ts';

/** A certificate as the register knows it, with what presentation needs to know of its owner. */
export interface RegisteredCertificate extends CertificateRecord {
  readonly id: string;
  readonly userId: string;
  /** The renewal that brought it forth; null for a first issue. */
  readonly renewalId: string | null;
  /** Hex, either case. */
  readonly serial: string;
  readonly notBefore: Instant;
}

/** What came out of the handshake and of the look into the register. */
export type Presented =
  /** No chain to an issuer of ours, or a signature in it does not verify. */
  | { readonly issuer: 'unknown' }
  | {
      readonly issuer: 'ours';
      readonly issuerBankId: string;
      /** When the CA that issued it was revoked; null: it was not. */
      readonly issuerRevokedAt: Instant | null;
      /** Null: this issuer never recorded such a serial number. */
      readonly registered: RegisteredCertificate | null;
      /** False: the register holds other bytes under this issuer and serial number. */
      readonly sameBytes: boolean;
      readonly userSuspendedAt: Instant | null;
      readonly contractClosedAt: Instant | null;
    };

/** What the attempt was made for. Login takes any user of the bank; the others one user's. */
export type Aim =
  | { readonly purpose: 'login' }
  /** To show that the certificate to be renewed is at hand. */
  | { readonly purpose: 'renewal'; readonly userId: string; readonly certificateId: string }
  /** To prove a successor of this renewal. */
  | {
      readonly purpose: 'proof';
      readonly userId: string;
      readonly renewalId: string;
      readonly predecessorId: string;
    }
  /** To use this user's certificate for the first time (開通確認). */
  | { readonly purpose: 'first-use'; readonly userId: string; readonly certificateId: string };

export interface PresentationFacts {
  readonly now: Instant;
  readonly zone: TimeZone;
  /** The bank for which the attempt was made. */
  readonly bankId: string;
  readonly aim: Aim;
  /** Null: the handshake ended without a certificate. */
  readonly presented: Presented | null;
}
