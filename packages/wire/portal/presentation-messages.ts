import { Type } from 'typebox';
import { Id, InstantText, Nullable } from './values.ts';

/** The public part of an attempt's name; it is the first label of the presentation host. */
export const Nonce = Type.String({ pattern: '^[0-9a-z]{20,40}$' });

/** `POST /api/presentations` (login) and `POST /api/renewals/:id/presentations`: the page then goes to `url`. */
export const PresentationStarted = Type.Object({ nonce: Nonce, url: Type.String() });
export type PresentationStarted = Type.Static<typeof PresentationStarted>;

/** For the renewal: to present the certificate to be renewed in this session, or to prove the new one. */
export const RenewalPresentationRequest = Type.Object(
  { purpose: Type.Union([Type.Literal('renewal'), Type.Literal('proof')]) },
  { additionalProperties: false },
);

/**
 * `GET /api/presentations/:nonce`, readable only in the browser that started the attempt.
 * `waiting`: nothing arrived yet (`present.not-completed` when the customer came back without an outcome);
 * `accepted`: redeemed, go on; `refused`: `code` names the page, `facts` its placeholders.
 */
export const PresentationView = Type.Object({
  nonce: Nonce,
  purpose: Type.Union([
    Type.Literal('login'),
    Type.Literal('renewal'),
    Type.Literal('proof'),
    Type.Literal('first-use'),
  ]),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('accepted'), Type.Literal('refused')]),
  /** A RefusalCode: `certificate-not-presented`, `certificate-expired`, … */
  code: Nullable(Type.String()),
  /** expiryDate, validFrom, revokedDate, serialTail, provenDate, newSubjectLabel, newSerialTail, userName …; as far as known. */
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  refNo: Type.String(),
  startedAt: InstantText,
  expired: Type.Boolean(),
  /** The predecessor's id, for attempts of a renewal: the page goes back to `/renewal/<certificateId>`; of a first use its own. */
  certificateId: Nullable(Id),
});
export type PresentationView = Type.Static<typeof PresentationView>;
