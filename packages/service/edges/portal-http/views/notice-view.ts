import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Notice, NoticeLetter, RenewalNotice, WrittenNotice } from '@koshin/wire/portal/notice-messages.ts';
import type { NoticeLetterFacts } from '../../../use-cases/notices/notice-letter.ts';
import type { NoticeFacts } from '../../../use-cases/notices/notices-of.ts';
import type { RenewalNoticeFacts } from '../../../use-cases/notices/renewal-notices-of.ts';
import type { WrittenNoticeFacts } from '../../../use-cases/notices/written-notices-of.ts';

export function noticeView(facts: NoticeFacts): Notice {
  return facts.kind === 'renewal' ? renewalView(facts) : writtenView(facts);
}

/** With what it says. */
export function letterView(facts: NoticeLetterFacts): NoticeLetter {
  if (facts.kind === 'renewal') return renewalView(facts);
  return { ...writtenView(facts), body: { ja: facts.body.ja, en: facts.body.en } };
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
