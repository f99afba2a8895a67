import {
  type Notice,
  type NoticeLetter,
  type NoticeList,
  NoticeQuery,
  noticesPerPage,
} from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { Type } from 'typebox';
import { Parse } from 'typebox/value';
import type { Script } from './fake-service.ts';
import { mailedBody, writtenBody } from './notice-samples.ts';
import { now } from './samples.ts';

interface NoticeBoard {
  readonly calls: Script;
  /** What stands there now. */
  readonly notices: () => readonly Notice[];
}

/** The calls about these notices, which become read and confirmed as the real service makes them. */
export function noticeBoard(notices: readonly Notice[]): NoticeBoard {
  const standing = new Map(notices.map((notice) => [notice.noticeNo, notice]));
  const become = (notice: Notice) => {
    standing.set(notice.noticeNo, notice);
    return { say: letterOf(notice) };
  };
  const callsOf = ({ noticeNo }: Notice): Script => {
    const current = () => standing.get(noticeNo) ?? neverStood(noticeNo);
    return {
      [`GET ${portalPaths.notice(noticeNo)}`]: () => ({ say: letterOf(current()) }),
      [`POST ${portalPaths.noticeRead(noticeNo)}`]: () => become({ ...current(), read: true }),
      [`POST ${portalPaths.noticeAcknowledgement(noticeNo)}`]: () => {
        const notice = current();
        return become(notice.kind === 'written' ? { ...notice, acknowledgement: { at: now } } : notice);
      },
    };
  };
  const list = { 'GET /api/notices': (asked: unknown) => ({ say: listOf([...standing.values()], asked) }) };
  return { calls: Object.assign(list, ...notices.map(callsOf)), notices: () => [...standing.values()] };
}

export const noticeCalls = (notices: readonly Notice[]): Script => noticeBoard(notices).calls;

/** How many stand there and how many of them are unread, as the session says it. */
export function countOf(notices: readonly Notice[]) {
  return {
    count: notices.length,
    unread: notices.filter(({ read }) => !read).length,
    renewals: notices.filter(({ kind }) => kind === 'renewal').length,
  };
}

function neverStood(noticeNo: string): never {
  throw new RangeError(`no notice ${noticeNo}`);
}

/** The whole letter of a notice in a list. */
export function letterOf(notice: Notice): NoticeLetter {
  if (notice.kind === 'renewal') return notice;
  return { ...notice, body: bodyOf(notice) };
}

/** In the languages of its subject. */
function bodyOf({ kind, subject }: Exclude<Notice, { kind: 'renewal' }>) {
  const { ja, en } = kind === 'written' ? writtenBody : mailedBody;
  return { ja: subject.ja === '' ? [] : ja, en: subject.en === '' ? [] : en };
}

/** What the service answers when all of these stand there and it is asked so; it looks in subjects only. */
export function listOf(notices: readonly Notice[], asked: unknown = null): NoticeList {
  const { search = '', page = 1 } = Parse(Type.Union([NoticeQuery, Type.Null()]), asked) ?? {};
  const found = notices.filter((one) => search === '' || subjectOf(one).includes(search));
  const pages = Math.max(1, Math.ceil(found.length / noticesPerPage));
  const shown = Math.min(page, pages);
  return {
    notices: found.slice((shown - 1) * noticesPerPage, shown * noticesPerPage),
    count: notices.length,
    unread: countOf(notices).unread,
    found: found.length,
    page: shown,
    pages,
  };
}

const subjectOf = (notice: Notice): string =>
  notice.kind === 'renewal' ? '電子証明書の更新をお願いします' : `${notice.subject.ja} ${notice.subject.en}`;
