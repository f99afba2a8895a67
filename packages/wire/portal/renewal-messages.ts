import { Type } from 'typebox';
import { CertificateView } from './certificate-view.ts';
import { Base64, Day, Id, InstantText, Nullable, WindowId } from './values.ts';

/** `POST /api/renewals`: begins the renewal of this certificate or returns the live one; `takeOver` moves it to this window. */
export const RenewalStart = Type.Object(
  { certificateId: Id, windowId: WindowId, takeOver: Type.Boolean() },
  { additionalProperties: false },
);

/** A delivered successor: the certificate proper, or a sibling made again with another key. */
export const Successor = Type.Object({
  certificateId: Id,
  serialTail: Type.String(),
  subjectLabel: Type.String(),
  expiryDate: Day,
  issuedAt: InstantText,
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: tells the page whether this browser holds the key. */
  keyDigest: Type.String(),
  /** The customer's side said that the file is saved / the certificate installed; reports, not facts. */
  savedAt: Nullable(InstantText),
  installedAt: Nullable(InstantText),
  status: CertificateView.properties.status,
});
export type Successor = Type.Static<typeof Successor>;

/** Everything the renewal window needs to show the right step, after any interruption. */
export const RenewalView = Type.Object({
  id: Id,
  state: Type.Union([
    Type.Literal('preparing'),
    Type.Literal('ready'),
    Type.Literal('requested'),
    Type.Literal('issued'),
    Type.Literal('installed'),
    Type.Literal('proven'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  startedAt: InstantText,
  /** True when this call found a renewal that had begun earlier. */
  resumed: Type.Boolean(),
  /** Which window holds it, seen from the window that asks; `elsewhere` shows `turn.two-windows` or `turn.moved`. */
  held: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')]),
  certificate: CertificateView,
  newExpiryDate: Day,
  /** False: this session was not opened with the certificate to be renewed (`renewal.login-again`). */
  presentedHere: Type.Boolean(),
  /** True: the login password was last given too long ago; 「更新」 asks for it. */
  passwordNeeded: Type.Boolean(),
  serverTime: InstantText,
  /** Newest first. */
  successors: Type.Array(Successor),
  /** SHA-256 of the key whose certificate is being issued, in `requested`. */
  pendingKeyDigest: Nullable(Type.String()),
  keysLeftToday: Type.Integer(),
  proof: Nullable(
    Type.Object({
      provenAt: InstantText,
      certificate: CertificateView,
      /** Null: the earlier certificate stopped at the proof (overlap 0). */
      overlapLastDay: Nullable(Day),
      overlapEndsAt: Nullable(InstantText),
      oldExpiryDate: Day,
    }),
  ),
  ended: Nullable(Type.Object({ reason: Type.String(), at: InstantText })),
});
export type RenewalView = Type.Static<typeof RenewalView>;

/** `POST /api/renewals/:id/confirm`: 「更新」 was pressed. `password` only when `passwordNeeded`. → RenewalView */
export const RenewalConfirm = Type.Object(
  {
    windowId: WindowId,
    password: Nullable(Type.String({ minLength: 1, maxLength: 256 })),
    usedOnOtherPcs: Nullable(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** `POST /api/renewals/:id/requests`: a PKCS#10 request (RFC 2986) as DER. Idempotent per key. → IssuedCertificate */
export const CertificationRequestMessage = Type.Object(
  { windowId: WindowId, csr: Base64 },
  { additionalProperties: false },
);

/** `GET /api/certificates/:id`: a certificate of one's own as it is delivered, any number of times. */
export const DeliveredCertificate = Type.Object({
  certificateId: Id,
  certificate: Base64,
  /** Issuing CA first, root last. */
  chain: Type.Array(Base64),
  subjectLabel: Type.String(),
  serialTail: Type.String(),
  expiryDate: Day,
  fileName: Type.String(),
});
export type DeliveredCertificate = Type.Static<typeof DeliveredCertificate>;

export const IssuedCertificate = Type.Object({ renewal: RenewalView, ...DeliveredCertificate.properties });
export type IssuedCertificate = Type.Static<typeof IssuedCertificate>;

/** `POST /api/renewals/:id/{saved,installed}`: the customer's side reports for one of the successors. → RenewalView */
export const SuccessorReport = Type.Object(
  {
    windowId: WindowId,
    certificateId: Id,
    /**
     * Where the helper put it, with `installed`; absent on the way without helper. A report, not a fact. `token` is taken
     * after the proof that the token is there, and otherwise refused `token-absent`.
     */
    storage: Type.Optional(Type.Union([Type.Literal('pc-store'), Type.Literal('token')])),
  },
  { additionalProperties: false },
);

/** `POST /api/renewals/:id/lost`: this unproven successor's file was lost or stolen; it is revoked at once. → RenewalView */
export const SuccessorLost = SuccessorReport;

/** `POST /api/renewals/:id/{seen,release}`: this window is alive / has closed. → RenewalView */
export const WindowSignal = Type.Object({ windowId: WindowId }, { additionalProperties: false });
