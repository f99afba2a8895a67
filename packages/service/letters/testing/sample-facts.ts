import { calendarDay, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { LetterBank, LetterFacts } from '../facts.ts';
import type { Language } from '../text.ts';

export const sampleBank: LetterBank = {
  name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' },
  serviceName: { ja: 'WEB-FBサービス', en: 'WEB-FB service' },
  helpDesk: { ja: 'WEB-FBサービス ヘルプデスク', en: 'WEB-FB service help desk' },
  phone: '0120-000-000',
  phoneHours: { ja: '平日9:00から18:00まで', en: '9:00 to 18:00 on weekdays' },
  policy: { zone: timeZone('Asia/Tokyo') },
};

export const kinds = [
  'first-stage',
  'later-stage',
  'unproven',
  'expired',
  'renewed',
  'reissued',
  'revoked',
  'first-use',
  'code-sent',
  'address-confirmation',
] as const satisfies readonly LetterFacts['kind'][];

export type Kind = (typeof kinds)[number];
export type FactsOf<K extends Kind> = Extract<LetterFacts, { readonly kind: K }>;

const at = parseInstant('2026-12-08T00:12:00Z');

/** Facts of a letter of this kind; all of its identifiers are longer than what may be shown of them. */
export function sampleFacts<K extends Kind>(kind: K, language: Language, differing?: Partial<FactsOf<K>>): FactsOf<K>;
export function sampleFacts(kind: Kind, language: Language, differing: Partial<LetterFacts> = {}): LetterFacts {
  const common = { language, bank: sampleBank };
  const toCustomer = {
    ...common,
    recipient: { companyName: '例示商事株式会社', userName: '見本 花子' },
    contractNumber: '9012345678',
    loginId: 'hanako01',
    noticeNumber: '31415926',
    signed: true,
  };
  const certificate = { serialNumber: '40a1b2c3d4e5f60718293a4b5c6d7e8f', expiryDate: calendarDay('2026-12-22') };
  const ofCertificate = { ...toCustomer, certificate, calendarAttached: false };
  const guiding = { ...ofCertificate, guidancePlace: 'important-notices' } as const;
  const all: { readonly [K in Kind]: FactsOf<K> } = {
    'first-stage': { ...guiding, kind: 'first-stage', newExpiryDate: calendarDay('2027-12-22') },
    'later-stage': { ...guiding, kind: 'later-stage', daysLeft: 10 },
    unproven: { ...guiding, kind: 'unproven', issuedAt: parseInstant('2026-12-01T23:30:00Z') },
    expired: { ...ofCertificate, kind: 'expired', reader: 'user' },
    renewed: {
      ...ofCertificate,
      kind: 'renewed',
      certificate: { ...certificate, expiryDate: calendarDay('2027-12-22') },
      provenAt: at,
      overlapEnd: calendarDay('2026-12-11'),
    },
    reissued: { ...ofCertificate, kind: 'reissued', at, actor: 'administrator', reader: 'user', fate: 'revoked' },
    revoked: { ...ofCertificate, kind: 'revoked', at, actor: 'bank', reader: 'user' },
    'first-use': { ...ofCertificate, kind: 'first-use', at, nextWindowStart: calendarDay('2027-11-22') },
    'code-sent': {
      ...toCustomer,
      kind: 'code-sent',
      sentAt: at,
      delivery: 'post',
      codeExpiresAt: parseInstant('2026-12-22T00:12:00Z'),
    },
    'address-confirmation': {
      ...common,
      kind: 'address-confirmation',
      code: '271828',
      until: parseInstant('2026-12-08T00:42:00Z'),
    },
  };
  // What differs is of the same kind: the type of this function says so.
  return { ...all[kind], ...differing } as LetterFacts;
}
