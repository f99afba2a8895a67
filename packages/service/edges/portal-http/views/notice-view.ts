import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Notice, NoticeLetter, RenewalNotice, WrittenNotice } from '@koshin/wire/portal/notice-messages.ts';
import type { Block } from '@koshin/wire/portal/rich-text.ts';
import type { ListedNotice } from '../../../use-cases/notices/list-notices.ts';
import type { MailedLetter } from '../../../use-cases/notices/mailed-notices-of.ts';
import type { NoticeLetterFacts } from '../../../use-cases/notices/notice-letter.ts';
import type { RenewalNoticeFacts } from '../../../use-cases/notices/renewal-notices-of.ts';
import type { WrittenNoticeFacts } from '../../../use-cases/notices/written-notices-of.ts';

type LetterBlock = MailedLetter['body']['ja'][number];

export function noticeView(facts: ListedNotice): Notice {
  switch (facts.kind) {
    case 'renewal':
      return renewalView(facts);
    case 'written':
      return writtenView(facts);
    case 'mailed':
      return mailedView(facts);
  }
}

/** With what it says. */
export function letterView(facts: NoticeLetterFacts): NoticeLetter {
  switch (facts.kind) {
    case 'renewal':
      return renewalView(facts);
    case 'written':
      return { ...writtenView(facts), body: { ja: facts.body.ja, en: facts.body.en } };
    case 'mailed':
      return { ...mailedView(facts), body: { ja: facts.body.ja.map(blockView), en: facts.body.en.map(blockView) } };
  }
}

function mailedView({ noticeNo, publishedDate, read, subject }: Extract<ListedNotice, { kind: 'mailed' }>) {
  return { kind: 'mailed', noticeNo, publishedDate, read, subject: { ja: subject.ja, en: subject.en } } as const;
}

/** A letter has no marks: what would be one in other text is a character of a name here. */
function blockView(block: LetterBlock): Block {
  if (block.kind === 'facts') return { kind: block.kind, rows: block.rows.map(([label, value]) => [label, value]) };
  return { kind: block.kind, children: [{ kind: 'text', text: block.text }] };
}

function writtenView({ noticeNo, publishedDate, read, subject, acknowledgement }: WrittenNoticeFacts): WrittenNotice {
  const at = acknowledgement?.at ?? null;
  return {
    kind: 'written',
    noticeNo,
    publishedDate,
    read,
    subject: { ja: subject.ja, en: subject.en },
    acknowledgement: acknowledgement && { at: at === null ? null : formatInstant(at) },
  };
}

function renewalView(facts: RenewalNoticeFacts): RenewalNotice {
  return {
    kind: 'renewal',
    noticeNo: facts.noticeNo,
    certificateId: facts.certificateId,
    publishedDate: facts.publishedDate,
    read: facts.read,
    serial: facts.serial,
    serialTail: facts.serialTail,
    subjectLabel: facts.subjectLabel,
    expiryDate: facts.expiryDate,
    daysLeft: facts.daysLeft,
    windowStart: facts.windowFirstDay,
    newExpiryDate: facts.newExpiryDate,
    unprovenSince: facts.unproven && formatInstant(facts.unproven.issuedAt),
  };
}
