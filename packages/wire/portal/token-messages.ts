import { Type } from 'typebox';
import { Base64, Day, Localized, Nullable, WindowId } from './values.ts';

/** By which a customer and the bank speak of an application. */
export const ApplicationNumber = Type.String({ pattern: '^\\d{8}$' });

/** CK_TOKEN_INFO.serialNumber, without the blanks at its end. */
const TokenSerial = Type.String({ minLength: 1, maxLength: 64 });

export const TokenCollection = Type.Union([Type.Literal('branch'), Type.Literal('post')]);
export type TokenCollection = Type.Static<typeof TokenCollection>;

/** One 利用申込 (`token.status`). Days are those of the bank. */
export const TokenApplicationView = Type.Object({
  applicationNo: ApplicationNumber,
  state: Type.Union([
    Type.Literal('received'),
    Type.Literal('accepted'),
    Type.Literal('handed-over'),
    Type.Literal('usable'),
    Type.Literal('declined'),
    Type.Literal('withdrawn'),
    Type.Literal('suspended'),
  ]),
  collection: TokenCollection,
  receivedOn: Day,
  /** Day of the last change. */
  changedOn: Day,
  /** Why it was declined, in the bank's words. */
  reason: Nullable(Localized),
  /** Last four characters; null until the bank has registered a token for it. */
  tokenSerialTail: Nullable(Type.String()),
});
export type TokenApplicationView = Type.Static<typeof TokenApplicationView>;

/** `GET /api/tokens`: what this user has applied for, newest first, and whether he may apply (again). */
export const TokenSituation = Type.Object({
  applications: Type.Array(TokenApplicationView),
  mayApply: Type.Boolean(),
});
export type TokenSituation = Type.Static<typeof TokenSituation>;

/** `POST /api/token-applications` → TokenSituation; `token-application-exists`, `not-found` where no tokens are given out. */
export const TokenApplicationRequest = Type.Object(
  { collection: TokenCollection, contact: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);

/**
 * `POST /api/renewals/:id/token` → TokenChallenge: may this user keep the renewal's key on the token of this serial?
 * `token-not-registered`, `token-other-user`, `token-application-pending`, `token-no-application`.
 */
export const TokenChoice = Type.Object({ windowId: WindowId, serial: TokenSerial }, { additionalProperties: false });
/** 32 octets, for this renewal and token only, ten minutes long. */
export const TokenChallenge = Type.Object({ challenge: Base64 });
export type TokenChallenge = Type.Static<typeof TokenChallenge>;

/**
 * `POST /api/renewals/:id/token-proof` → RenewalView: the signature over the challenge by the device key which the bank
 * registered with the token. `token-device-key-missing` when it does not fit, `attempt-expired` when the challenge is too old or
 * another token's, and all that TokenChoice is refused for.
 */
export const TokenProof = Type.Object(
  { windowId: WindowId, serial: TokenSerial, signature: Base64 },
  { additionalProperties: false },
);
