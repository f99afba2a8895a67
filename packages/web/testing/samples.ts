import type { BankView, CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import type { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import type { RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { AnonymousSession, OpenSession, PresentedSession } from '@koshin/wire/portal/session-messages.ts';

/** Invented data of the demo, on 10 December 2026 in Japan. */
export const now = '2026-12-10T01:00:00Z';

export const nonce = '0123456789abcdefghij0123';

export const bank: BankView = {
  id: 'mihon',
  name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' },
  serviceName: { ja: 'WEB-FBサービス', en: 'WEB-FB Service' },
  self: { ja: '当金庫', en: 'our bank' },
  helpDesk: { ja: 'WEB-FBサービス ヘルプデスク', en: 'WEB-FB help desk' },
  phone: '0120-000-000',
  phoneHours: { ja: '平日9:00から18:00まで', en: 'weekdays 9:00 to 18:00' },
  issuerNames: ['見本信用金庫 法人認証局 G2'],
  portalHost: 'mihon.portal.localhost',
  presentationDomain: 'cert.localhost',
  mediaStorage: false,
  overlapDays: 3,
  newTermFrom: 'old-expiry',
  attemptMinutes: 2,
  idleMinutes: 15,
  consentSeconds: 120,
  filePasswordLength: 12,
  clockSkewMinutes: 5,
  keysPerRenewalAndDay: 10,
  helper: null,
};

export const helper: NonNullable<BankView['helper']> = {
  extensionId: 'abcdefghijklmnopabcdefghijklmnop',
  minimumVersion: '0.1.0',
  keyKind: 'P-256',
  consents: 'each',
};

export const downloads: DownloadList = {
  packages: [
    {
      fileName: 'koshin-helper_0.1.0_amd64.deb',
      platform: 'debian',
      version: '0.1.0',
      tried: true,
      bytes: 46_140_244,
      sha256: '421115ca9e280f833507f3bd130adea350cc8e19b4dd3d302429a0f1c020d4ce',
    },
    {
      fileName: 'koshin-helper-0.1.0-linux-arm64.tar.gz',
      platform: 'linux',
      version: '0.1.0',
      tried: false,
      bytes: 46_149_044,
      sha256: 'fc917941b4ead8d27ed754fd5ae7fe390caff758dd4ea90e4e16d8d3e4ede340',
    },
  ],
  changes: [
    {
      version: '0.1.0',
      on: '2026-11-26',
      texts: [{ ja: 'このパソコンまたは専用USBに鍵を作成します。', en: 'Makes keys on this PC or on the USB key.' }],
    },
  ],
};

export const certificate: CertificateView = {
  id: '00112233445566778899aabbccddeeff',
  status: 'active',
  ownerName: '佐倉 恵子',
  companyName: '株式会社あおば精機',
  issuerName: '見本信用金庫 法人認証局 G2',
  serial: '3F7A91C204E87B905D1A2C77F09E43D8',
  serialTail: '43D8',
  fingerprint: '4'.repeat(64),
  subjectLabel: '佐倉恵子 見本信用金庫 2026年12月 43D8',
  validFrom: '2025-12-22T01:00:00Z',
  expiryDate: '2026-12-22',
  daysLeft: 12,
  renewableFrom: '2026-11-22',
  storage: { kind: 'file-on-pc', reportedAt: '2025-12-22T02:00:00Z' },
  next: 'renew-now',
  presentedHere: true,
  revokedOn: null,
  overlapLastDay: null,
};

export const successor: CertificateView = {
  ...certificate,
  id: 'ffeeddccbbaa99887766554433221100',
  status: 'issued',
  serial: '60B4D2E18A3CC41E17F509AB7E62D83C',
  serialTail: 'D83C',
  fingerprint: 'd'.repeat(64),
  subjectLabel: '佐倉恵子 見本信用金庫 2027年12月 D83C',
  validFrom: '2026-12-10T00:00:00Z',
  expiryDate: '2027-12-22',
  daysLeft: 377,
  renewableFrom: '2027-11-22',
  storage: null,
  next: 'renew-later',
  presentedHere: false,
};

const frame = { bank, csrf: 'token-1', serverTime: now };

const user = {
  companyName: '株式会社あおば精機',
  userName: '佐倉 恵子',
  loginId: 'aoba-sakura',
  role: 'administrator' as const,
};

export const anonymous: AnonymousSession = { ...frame, stage: 'anonymous', ended: null };

export const presented: PresentedSession = { ...frame, stage: 'presented', user, certificate };

export const open: OpenSession = {
  ...frame,
  stage: 'open',
  user,
  certificate,
  lastLoginAt: '2026-12-08T00:12:00Z',
  idleEndsAt: '2026-12-10T01:15:00Z',
  endsAt: '2026-12-10T09:00:00Z',
  notices: { count: 1, unread: 1, renewals: 1 },
  tone: 'information',
  guidance: 'important-notices',
  banner: null,
};

export const notice: RenewalNotice = {
  kind: 'renewal',
  noticeNo: '48210937',
  certificateId: certificate.id,
  publishedDate: '2026-11-22',
  read: false,
  serial: certificate.serial,
  serialTail: certificate.serialTail,
  subjectLabel: certificate.subjectLabel,
  expiryDate: '2026-12-22',
  daysLeft: 12,
  windowStart: '2026-11-22',
  newExpiryDate: '2027-12-22',
  unprovenSince: null,
};

/** What became of the attempt `nonce`; nothing yet, where nothing is said. */
export function attempt(outcome: Partial<PresentationView> = {}): PresentationView {
  return {
    nonce,
    purpose: 'login',
    state: 'waiting',
    code: null,
    facts: {},
    refNo: '39172046',
    startedAt: now,
    expired: false,
    certificateId: null,
    ...outcome,
  };
}
