/** Occasions of mails of which each has a notice of its own: they tell of what was done, or has happened. */
const ownNotices = ['renewed', 'reissued', 'first-use', 'revoked', 'after-expiry'] as const;

/**
 * What a notice is about: something of a certificate, or what a bank wrote. The number belongs to the subject, so that
 * every mail of a renewal names the portal's one notice.
 */
export type NoticeSubject = 'renewal' | 'written' | (typeof ownNotices)[number];

/** @param occasion as the register keeps it of a mail: an act, `after-expiry`, or so many days before the expiry date */
export function noticeSubject(occasion: string): Exclude<NoticeSubject, 'written'> {
  return ownNotices.find((own) => own === occasion) ?? 'renewal';
}

/**
 * The eight digits by which a mail and the portal name the same notice. They are derived from the register's random
 * identifier and nothing else, so that every node and every later mail arrives at the same number without storing it,
 * and nobody who does not know the identifier can guess it.
 *
 * FNV-1a, 32 bit (draft-eastlake-fnv), of `<subject>:<id>`, modulo 10^8. It spreads random identifiers
 * evenly; it is no protection by itself, and a number is only unique among one customer's few notices.
 */
export function noticeNumber(id: string, subject: NoticeSubject): string {
  let hash = 0x811c9dc5;
  for (const unit of `${subject}:${id}`) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return String(hash % 100_000_000).padStart(8, '0');
}

/**
 * The number of what a bank wrote, in one customer's list: the bank's, or, where another of his notices has that, the next
 * of its own. That happens to one customer in millions, and then a number still names one notice.
 */
export function numberBeside(
  taken: ReadonlySet<string>,
  { id, noticeNo }: { readonly id: string; readonly noticeNo: string },
): string {
  let number = noticeNo;
  for (let next = 2; taken.has(number); next += 1) number = noticeNumber(`${id}:${next}`, 'written');
  return number;
}
