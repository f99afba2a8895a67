import { Type } from 'typebox';
import { RichText } from './rich-text.ts';
import { Day, Id, InstantText, Localized, Nullable } from './values.ts';

/** Eight digits, the same in mail and portal. */
export const NoticeNumber = Type.String({ pattern: '^\\d{8}$' });

const entry = { noticeNo: NoticeNumber, publishedDate: Day, read: Type.Boolean() };

/** The renewal notice is computed from the register each time, so it is never stale (R3). */
export const RenewalNotice = Type.Object({
  kind: Type.Literal('renewal'),
  ...entry,
  certificateId: Id,
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

/** The twin of a mail about what was done: under the mail's number, in the mail's words (R27). */
export const MailedNotice = Type.Object({ kind: Type.Literal('mailed'), ...entry, subject: Localized });
export type MailedNotice = Type.Static<typeof MailedNotice>;

/** What the bank wrote to all, to some contracts or to some users. */
export const WrittenNotice = Type.Object({
  kind: Type.Literal('written'),
  ...entry,
  subject: Localized,
  /** Whether the bank asks for 「確認しました」, and when it was pressed. */
  acknowledgement: Nullable(Type.Object({ at: Nullable(InstantText) })),
});
export type WrittenNotice = Type.Static<typeof WrittenNotice>;

export const Notice = Type.Union([RenewalNotice, WrittenNotice, MailedNotice]);
export type Notice = Type.Static<typeof Notice>;

/** How many notices stand on one page of the list; above this there are search and paging. */
export const noticesPerPage = 20;

/** `GET /api/notices?search=&page=`; pages count from 1. */
export const NoticeQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 100 })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 9999 })),
  },
  { additionalProperties: false },
);

/**
 * Renewal notices first, then the newest first. `count` and `unread` are of all notices, `found` of those that the search
 * finds; a page above the last one is the last one.
 */
export const NoticeList = Type.Object({
  notices: Type.Array(Notice),
  count: Type.Integer(),
  unread: Type.Integer(),
  found: Type.Integer(),
  page: Type.Integer(),
  pages: Type.Integer(),
});
export type NoticeList = Type.Static<typeof NoticeList>;

/**
 * `GET /api/notices/:noticeNo`, and the answer to each act upon one. The renewal notice's words are the portal's own; of
 * the others the body comes with it, in both languages.
 */
export const NoticeLetter = Type.Union([
  RenewalNotice,
  Type.Object({ ...WrittenNotice.properties, body: Type.Object({ ja: RichText, en: RichText }) }),
  Type.Object({ ...MailedNotice.properties, body: Type.Object({ ja: RichText, en: RichText }) }),
]);
export type NoticeLetter = Type.Static<typeof NoticeLetter>;
