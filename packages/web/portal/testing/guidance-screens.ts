import { certificate, notice, successor } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { loggedIn } from './logged-in.ts';

const title = { ja: '電子証明書の更新のお知らせ', en: 'Certificate renewal' };
const path = '/renewal-notice';
const guidance = 'renewal-notice';

const another = {
  ...notice,
  noticeNo: '71904439',
  certificateId: successor.id,
  subjectLabel: successor.subjectLabel,
  serialTail: successor.serialTail,
  daysLeft: 20,
  expiryDate: '2026-12-30',
};
const lastDay = { ...notice, daysLeft: 0, unprovenSince: '2026-12-20T02:00:00Z' };

/** Where a bank guides to the renewal before its effective date (R13). */
export const guidanceScreens: readonly Screen[] = [
  { name: 'notice.legacy', path, script: loggedIn({ guidance }), title },
  { name: 'notice.legacy-several', path, script: loggedIn({ guidance }, [notice, another]), title },
  { name: 'notice.legacy-unfinished-last-day', path, script: loggedIn({ guidance }, [lastDay]), title },
  {
    name: 'main-guiding',
    path: '/main',
    script: loggedIn({ guidance: 'main-screen' }),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
  {
    name: 'main-guiding-caution',
    path: '/main',
    script: loggedIn({ guidance: 'main-screen', tone: 'caution', certificate: { ...certificate, daysLeft: 3 } }),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
];
