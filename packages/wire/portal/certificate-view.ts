import { Type } from 'typebox';
import { KeyKind, Sha256 } from '../helper/values.ts';
import { Day, Id, InstantText, Localized, Nullable } from './values.ts';

/** What the portal shows of one certificate (`cert.status`, `renewal.start`, `renewal.done`). */
export const CertificateView = Type.Object(
  {
    id: Id,
    status: Type.Union([
      Type.Literal('issued'),
      Type.Literal('active'),
      Type.Literal('retired'),
      Type.Literal('revoked'),
      Type.Literal('expired'),
    ]),
    ownerName: Type.String(),
    companyName: Type.String(),
    issuerName: Type.String(),
    /** Upper-case hex, without separators. */
    serial: Type.String(),
    /** Last four hex digits of the serial. */
    serialTail: Type.String(),
    /** SHA-256 of the DER, lower-case hex: by it the helper knows which certificate is meant. */
    fingerprint: Sha256,
    /** The subject's CN, as a browser's chooser shows it. */
    subjectLabel: Type.String(),
    validFrom: InstantText,
    expiryDate: Day,
    /** Calendar days from today to the expiry date: 0 on the day itself, negative after it. */
    daysLeft: Type.Integer(),
    renewableFrom: Day,
    /** Where this PC reported to keep it; a report, not a fact (invariant 6). */
    storage: Nullable(
      Type.Object({
        kind: Type.Union([Type.Literal('file-on-pc'), Type.Literal('pc-store'), Type.Literal('token')]),
        reportedAt: InstantText,
      }),
    ),
    next: Type.Union([
      Type.Literal('renew-later'),
      Type.Literal('renew-now'),
      Type.Literal('renewal-in-progress'),
      Type.Literal('nothing'),
    ]),
    /** The certificate with which this session was opened. */
    presentedHere: Type.Boolean(),
    revokedOn: Nullable(Day),
    /** Last calendar day on which a retired-to-be certificate still works; null while it has no proven successor. */
    overlapLastDay: Nullable(Day),
  },
  { additionalProperties: false },
);
export type CertificateView = Type.Static<typeof CertificateView>;

export const CertificateList = Type.Object({ certificates: Type.Array(CertificateView) });
export type CertificateList = Type.Static<typeof CertificateList>;

/** What the register knows, said to who gave login ID and password on `present.none`; never more than that page needs. */
export const LookUpRequest = Type.Object(
  { loginId: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
export const LookUpResult = Type.Object({
  companyName: Type.String(),
  userName: Type.String(),
  certificates: Type.Array(
    Type.Object({
      status: CertificateView.properties.status,
      expiryDate: Day,
      serialTail: Type.String(),
      subjectLabel: Type.String(),
    }),
  ),
});
export type LookUpResult = Type.Static<typeof LookUpResult>;

export const BankView = Type.Object({
  id: Type.String(),
  name: Localized,
  serviceName: Localized,
  /** How the bank calls itself: 当金庫. */
  self: Localized,
  helpDesk: Localized,
  phone: Type.String(),
  phoneHours: Localized,
  issuerNames: Type.Array(Type.String()),
  portalHost: Type.String(),
  presentationDomain: Type.String(),
  mediaStorage: Type.Boolean(),
  overlapDays: Type.Integer(),
  newTermFrom: Type.Union([Type.Literal('old-expiry'), Type.Literal('issue')]),
  attemptMinutes: Type.Integer(),
  idleMinutes: Type.Integer(),
  consentSeconds: Type.Integer(),
  filePasswordLength: Type.Integer(),
  clockSkewMinutes: Type.Integer(),
  keysPerRenewalAndDay: Type.Integer(),
  /** The helper as this installation offers it; null where it offers none. */
  helper: Nullable(
    Type.Object({
      /** Of the extension in Chromium, Chrome and Edge. */
      extensionId: Type.String(),
      minimumVersion: Type.String(),
      keyKind: KeyKind,
      /** Whether three confirmations are asked, or one for all three acts. */
      consents: Type.Union([Type.Literal('each'), Type.Literal('all')]),
    }),
  ),
});
export type BankView = Type.Static<typeof BankView>;
