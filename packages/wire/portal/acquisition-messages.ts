import { Type } from 'typebox';
import { CertificateView } from './certificate-view.ts';
import { DeliveredCertificate, RenewalView, Successor, SuccessorReport } from './renewal-messages.ts';
import { TokenChoice, TokenProof } from './token-messages.ts';
import { Base64, Day, Id, InstantText, Nullable } from './values.ts';

const exactly = { additionalProperties: false } as const;

/**
 * `POST /api/acquisitions`: a code (取得用パスワード) is given, as it was read off the paper. → AcquisitionStanding.
 * `acquisition-mismatch` {n} alike for an unknown user and a wrong code, `acquisition-locked` {n}, `acquisition-expired`
 * {codeExpiry}, `acquisition-used` {usedDate}, `contract-closed`, `user-suspended`.
 */
export const AcquisitionOpening = Type.Object(
  { loginId: Type.String({ minLength: 1, maxLength: 64 }), code: Type.String({ minLength: 1, maxLength: 64 }) },
  exactly,
);

/**
 * `POST /api/acquisition/password`: the login password, given or set as the standing says. → AcquisitionStanding.
 * `password-mismatch` {triesLeft, minutes}, `login-locked` {until}, `login-password-unfit` {rule} for one that is set.
 */
export const AcquisitionPassword = Type.Object({ password: Type.String({ minLength: 1, maxLength: 256 }) }, exactly);

/** The code's certificate, in the form in which the window of a renewal knows its own: it goes the same way. */
export const AcquisitionView = Type.Object({
  id: Id,
  /** Never `preparing`, `cancelled` or `failed`. */
  state: RenewalView.properties.state,
  startedAt: InstantText,
  /** True: its code was used before. */
  resumed: Type.Boolean(),
  held: RenewalView.properties.held,
  /** There is none to be renewed. */
  certificate: Type.Null(),
  newExpiryDate: Day,
  /** Always true, and `passwordNeeded` false: code and password were given before. */
  presentedHere: RenewalView.properties.presentedHere,
  passwordNeeded: RenewalView.properties.passwordNeeded,
  serverTime: InstantText,
  /** One at most: one code, one key, one certificate. */
  successors: Type.Array(Successor),
  pendingKeyDigest: Nullable(Type.String()),
  keysLeftToday: Type.Integer(),
  ended: Type.Null(),
  ownerName: Type.String(),
  companyName: Type.String(),
  /** The issuing CA's name, as a browser's chooser shows it. */
  issuerName: Type.String(),
  /** The first use (開通確認). */
  proof: Nullable(
    Type.Object({
      provenAt: InstantText,
      certificate: CertificateView,
      /** First day on which it can be renewed. */
      nextWindowStart: Day,
    }),
  ),
});
export type AcquisitionView = Type.Static<typeof AcquisitionView>;

/** `GET /api/acquisition`: how far this browser has come with a code. Never refuses. */
export const AcquisitionStanding = Type.Union([
  /** No code was given here, or too long ago. */
  Type.Object({ stage: Type.Literal('none') }),
  /** `set`: the user has no login password yet, or only one that was set with this code and never used. */
  Type.Object({
    stage: Type.Literal('password'),
    ask: Type.Union([Type.Literal('give'), Type.Literal('set')]),
    companyName: Type.String(),
    userName: Type.String(),
    loginId: Type.String(),
  }),
  Type.Object({ stage: Type.Literal('open'), acquisition: AcquisitionView }),
]);
export type AcquisitionStanding = Type.Static<typeof AcquisitionStanding>;

/** `POST /api/acquisition/requests`: PKCS#10 (RFC 2986), DER. Idempotent for its key. → AcquiredCertificate; `acquisition-used` for another key. */
export const AcquisitionRequest = Type.Object({ csr: Base64 }, exactly);

export const AcquiredCertificate = Type.Object({ renewal: AcquisitionView, ...DeliveredCertificate.properties });
export type AcquiredCertificate = Type.Static<typeof AcquiredCertificate>;

/** `POST /api/acquisition/{saved,installed}`: as a renewal's. → AcquisitionView */
export const AcquisitionReport = Type.Object({ storage: SuccessorReport.properties.storage }, exactly);

/** `POST /api/acquisition/token` → TokenChallenge, and `…/token-proof` → AcquisitionView: as a renewal's. */
export const AcquisitionTokenChoice = Type.Object({ serial: TokenChoice.properties.serial }, exactly);
export const AcquisitionTokenProof = Type.Object(
  { serial: TokenProof.properties.serial, signature: TokenProof.properties.signature },
  exactly,
);
