import type { Page } from 'playwright-core';
import { asking, mailed, manyNotices, written } from '../../testing/notice-samples.ts';
import { notice, now } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { loggedIn } from './logged-in.ts';

const listTitle = { ja: '重要なお知らせ', en: 'Important notices' };
const renewalTitle = { ja: '電子証明書の更新をお願いします', en: 'Please renew your certificate' };

const acknowledged = { ...asking, noticeNo: '71904439', read: true, acknowledgement: { at: now } };
const inJapaneseOnly = { ...written, noticeNo: '30517266', subject: { ja: '窓口の営業時間について', en: '' } };

const many = [notice, asking, ...manyNotices(43)];

const acknowledge = async (page: Page) => {
  await page.locator('.btn.filled').click();
  await page.locator('.success').waitFor();
};

/** 重要なお知らせ, list and letters, in every state. */
export const noticeScreens: readonly Screen[] = [
  { name: 'notice.list', path: '/notices', script: loggedIn(), title: listTitle },
  {
    name: 'notice.list-kinds',
    path: '/notices',
    script: loggedIn({}, [notice, mailed, asking, acknowledged, written, inJapaneseOnly]),
    title: listTitle,
  },
  { name: 'notice.list-empty', path: '/notices', script: loggedIn({}, []), title: listTitle },
  { name: 'notice.list-many', path: '/notices', script: loggedIn({}, many), title: listTitle },
  { name: 'notice.list-second-page', path: '/notices?page=2', script: loggedIn({}, many), title: listTitle },
  { name: 'notice.list-found', path: '/notices?search=%E7%AC%AC4', script: loggedIn({}, many), title: listTitle },
  {
    name: 'notice.list-nothing-found',
    path: '/notices?search=%E5%B9%B4%E6%9C%AB%E8%AA%BF%E6%95%B4',
    script: loggedIn({}, many),
    title: listTitle,
  },
  { name: 'notice.renewal', path: `/notices/${notice.noticeNo}`, script: loggedIn(), title: renewalTitle },
  {
    name: 'notice.renewal-unfinished-last-day',
    path: `/notices/${notice.noticeNo}`,
    script: loggedIn({}, [{ ...notice, read: true, daysLeft: 0, unprovenSince: '2026-12-20T02:00:00Z' }]),
    title: renewalTitle,
  },
  {
    name: 'notice.body',
    path: `/notices/${written.noticeNo}`,
    script: loggedIn({}, [written]),
    title: written.subject,
  },
  {
    name: 'notice.body-to-acknowledge',
    path: `/notices/${asking.noticeNo}`,
    script: loggedIn({}, [asking]),
    title: asking.subject,
  },
  {
    name: 'notice.body-acknowledged',
    path: `/notices/${asking.noticeNo}`,
    script: loggedIn({}, [asking]),
    title: asking.subject,
    before: acknowledge,
    focusOnTitle: false,
  },
  {
    name: 'notice.body-mailed',
    path: `/notices/${mailed.noticeNo}`,
    script: loggedIn({}, [mailed]),
    title: mailed.subject,
  },
  {
    name: 'notice.body-in-japanese-only',
    path: `/notices/${inJapaneseOnly.noticeNo}`,
    script: loggedIn({}, [inJapaneseOnly]),
    title: { ja: inJapaneseOnly.subject.ja, en: inJapaneseOnly.subject.ja },
  },
  {
    name: 'notice.body-gone',
    path: '/notices/00000000',
    script: { ...loggedIn(), 'GET /api/notices/00000000': () => ({ refuse: { code: 'not-found' } }) },
    title: { ja: 'ページが見つかりません', en: 'Page not found' },
  },
];
