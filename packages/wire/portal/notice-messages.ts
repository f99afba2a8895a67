import { Type } from 'typebox';
import { Day, Id, InstantText, Nullable } from './values.ts';

/** Eight digits, the same in mail and portal. */
export const NoticeNumber = Type.String({ pattern: '^\\d{8}$' });

/**
 * The renewal notice is computed from the register each time, so it is never stale (R3).
 * It is the only kind here; operators' notices are a further variant.
 */
export const RenewalNotice = Type.Object({
  kind: Type.Literal('renewal'),
  noticeNo: NoticeNumber,
  certificateId: Id,
  publishedDate: Day,
  read: Type.Boolean(),
  serial: Type.String(),
  serialTail: Type.String(),
  subjectLabel: Type.String(),
  expiryDate: Day,
  daysLeft: Type.Integer(),
  windowStart: Day,
  newExpiryDate: Day,
  /** A successor was issued but is not proven yet: since when. */
  unprovenSince: Nullable(InstantText),
});
export type RenewalNotice = Type.Static<typeof RenewalNotice>;

/** `GET /api/notices`; `POST /api/notices/:noticeNo/read` answers the same list. */
export const NoticeList = Type.Object({ notices: Type.Array(RenewalNotice) });
export type NoticeList = Type.Static<typeof NoticeList>;
