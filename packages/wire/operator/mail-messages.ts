import { Type } from 'typebox';
import { Id, InstantText, Nullable } from '../portal/values.ts';

/** One mail to one person, as the bank's own people and programs see it (R27). What it says is not told. */
export const MailMessage = Type.Object({
  id: Id,
  bank: Type.String(),
  loginId: Type.String(),
  companyName: Type.String(),
  /** Null for what is about no certificate; then `serial` is, too. */
  certificate: Nullable(Id),
  serial: Nullable(Type.String()),
  /** A stage by the calendar (`30`, `after-expiry`), or the act that it confirms (`renewed`). */
  occasion: Type.String(),
  dueAt: InstantText,
  state: Type.String(),
  reason: Nullable(Type.String()),
  /** Where it was tried to be sent last. */
  address: Nullable(Type.String()),
  tries: Type.Integer(),
  nextTryAt: Nullable(InstantText),
  sentAt: Nullable(InstantText),
  /** The mail server's last answer. */
  answer: Nullable(Type.String()),
});
export type MailMessage = Type.Static<typeof MailMessage>;

export const mailStates = ['unreachable', 'waiting', 'suppressed', 'skipped', 'sent'] as const;

/** `GET /api/banks/:bank/mails?state=unreachable,waiting&after=…&limit=…`; without a state who could not be reached. */
export const MailQuery = Type.Object(
  {
    state: Type.Optional(Type.String({ pattern: `^(${mailStates.join('|')})(,(${mailStates.join('|')}))*$` })),
    /** `next` of the page before. */
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
  },
  { additionalProperties: false },
);
export type MailQuery = Type.Static<typeof MailQuery>;

/** The last due first; `next` null: this was the last page. */
export const MailPage = Type.Object({ mails: Type.Array(MailMessage), next: Nullable(Id) });
export type MailPage = Type.Static<typeof MailPage>;
