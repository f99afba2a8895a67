import { Type } from 'typebox';
import { BankView, CertificateView } from './certificate-view.ts';
import { InstantText, Nullable } from './values.ts';

export const Role = Type.Union([Type.Literal('administrator'), Type.Literal('approver'), Type.Literal('member')]);
export type Role = Type.Static<typeof Role>;

const UserView = Type.Object({
  companyName: Type.String(),
  userName: Type.String(),
  loginId: Type.String(),
  role: Role,
});
export type UserView = Type.Static<typeof UserView>;

const frame = { bank: BankView, csrf: Type.String(), serverTime: InstantText };

/** Nobody is logged in; `ended` says why, when a session of this browser has just ended. */
const Anonymous = Type.Object({
  ...frame,
  stage: Type.Literal('anonymous'),
  ended: Nullable(
    Type.Object({
      code: Type.Union([
        Type.Literal('session-expired'),
        Type.Literal('session-ended-by-certificate'),
        Type.Literal('user-suspended'),
        Type.Literal('logged-out'),
      ]),
      at: InstantText,
    }),
  ),
});

/** A certificate was presented and accepted; the login password is still to come (`login.password`). */
const Presented = Type.Object({
  ...frame,
  stage: Type.Literal('presented'),
  user: UserView,
  certificate: CertificateView,
});

/** Logged in with certificate and password. */
const Open = Type.Object({
  ...frame,
  stage: Type.Literal('open'),
  user: UserView,
  certificate: CertificateView,
  lastLoginAt: Nullable(InstantText),
  /** The session ends at this instant unless the customer acts. */
  idleEndsAt: InstantText,
  /** The session ends at this instant in any case. */
  endsAt: InstantText,
  notices: Type.Object({ count: Type.Integer(), unread: Type.Integer(), renewals: Type.Integer() }),
  tone: Type.Union([Type.Literal('plain'), Type.Literal('information'), Type.Literal('caution')]),
  /** Where the portal guides to the renewal today (R13): 重要なお知らせ, 更新通知画面 or メイン画面. */
  guidance: Type.Union([
    Type.Literal('important-notices'),
    Type.Literal('renewal-notice'),
    Type.Literal('main-screen'),
  ]),
  /** What the main screen says once: a proof by this very login, a proven or an unfinished renewal. */
  banner: Nullable(
    Type.Union([
      /** The renewal that ended thereby: a key of it that this browser keeps is needed no more. */
      Type.Object({
        kind: Type.Literal('login-proved'),
        newExpiryDate: Type.String(),
        renewalId: Nullable(Type.String()),
      }),
      Type.Object({ kind: Type.Literal('renewed'), newExpiryDate: Type.String() }),
      Type.Object({ kind: Type.Literal('unfinished'), expiryDate: Type.String() }),
    ]),
  ),
});

/** `GET /api/session`, and the answer to each act that changes the session. */
export const SessionView = Type.Union([Anonymous, Presented, Open]);
export type SessionView = Type.Static<typeof SessionView>;
export type OpenSession = Type.Static<typeof Open>;
export type PresentedSession = Type.Static<typeof Presented>;
export type AnonymousSession = Type.Static<typeof Anonymous>;

/** `POST /api/login/password` → SessionView; `password-mismatch` {triesLeft, minutes}, `login-locked` {until}. */
export const PasswordRequest = Type.Object(
  { password: Type.String({ minLength: 1, maxLength: 256 }) },
  { additionalProperties: false },
);
