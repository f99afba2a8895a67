import type { BankId, Role } from '../ports/register/records.ts';

/** How a customer's certificate stands on the day on which the demo begins. */
export type Situation =
  | { readonly kind: 'in-use'; readonly daysLeft: number }
  | { readonly kind: 'revoked'; readonly daysLeft: number; readonly revokedDaysAgo: number };

export interface Company {
  readonly bankId: BankId;
  /** Begins every login ID of the company. */
  readonly shortName: string;
  readonly name: string;
  readonly contractNumber: string;
  readonly people: readonly Person[];
}

export interface Person {
  readonly shortName: string;
  readonly name: string;
  readonly role: Role;
  /** Of mails; Japanese where nothing is said. */
  readonly language?: 'ja' | 'en';
  readonly withoutMail?: true;
  /** One for each certificate; none: never acquired. */
  readonly certificates: readonly Situation[];
}

/** The same for all, easy to type, and shown on the start page. */
export const loginPassword = 'demo-login';
export const filePassword = 'demo-file-pass';

export const loginIdOf = (company: Company, person: Person): string => `${company.shortName}-${person.shortName}`;

const inUse = (...daysLeft: number[]): readonly Situation[] =>
  daysLeft.map((days) => ({ kind: 'in-use', daysLeft: days }));
const expiredYesterday = inUse(-1);
/** Browsers offer the latest expiry first, and a revoked certificate should not be that. */
const revoked: readonly Situation[] = [{ kind: 'revoked', daysLeft: 15, revokedDaysAgo: 20 }];
const neverAcquired: readonly Situation[] = [];

/** Invented companies and people; both banks have every situation. */
export const companies: readonly Company[] = [
  {
    bankId: 'mihon',
    shortName: 'aoba',
    name: '株式会社あおば精機',
    contractNumber: '1002031',
    people: [
      { shortName: 'sakura', name: '佐倉 恵子', role: 'administrator', certificates: inUse(20) },
      { shortName: 'kuroda', name: '黒田 直樹', role: 'approver', language: 'en', certificates: inUse(30) },
      { shortName: 'mori', name: '森 彩', role: 'member', certificates: inUse(31) },
    ],
  },
  {
    bankId: 'mihon',
    shortName: 'minato',
    name: '有限会社みなと食堂',
    contractNumber: '1002048',
    people: [
      { shortName: 'ishii', name: '石井 健一', role: 'administrator', certificates: inUse(10) },
      { shortName: 'ono', name: '小野 由美', role: 'approver', certificates: inUse(1) },
      { shortName: 'hayashi', name: '林 大輔', role: 'member', withoutMail: true, certificates: inUse(0) },
    ],
  },
  {
    bankId: 'mihon',
    shortName: 'hibari',
    name: 'ひばり建材株式会社',
    contractNumber: '1002055',
    people: [
      { shortName: 'hara', name: '原 誠', role: 'administrator', certificates: inUse(25, 12) },
      { shortName: 'ueda', name: '上田 良子', role: 'approver', certificates: expiredYesterday },
      { shortName: 'noda', name: '野田 浩', role: 'member', certificates: revoked },
      { shortName: 'kishi', name: '岸 美咲', role: 'member', certificates: neverAcquired },
    ],
  },
  {
    bankId: 'reiji',
    shortName: 'nagisa',
    name: '株式会社なぎさ印刷',
    contractNumber: '2005017',
    people: [
      { shortName: 'fujita', name: '藤田 真理', role: 'administrator', certificates: inUse(20) },
      { shortName: 'okada', name: '岡田 修', role: 'approver', certificates: inUse(30) },
      { shortName: 'imai', name: '今井 翔', role: 'member', certificates: inUse(31) },
    ],
  },
  {
    bankId: 'reiji',
    shortName: 'komorebi',
    name: 'こもれび薬局株式会社',
    contractNumber: '2005024',
    people: [
      { shortName: 'sugiura', name: '杉浦 千代', role: 'administrator', certificates: inUse(10) },
      { shortName: 'taniguchi', name: '谷口 剛', role: 'approver', certificates: inUse(1) },
      { shortName: 'baba', name: '馬場 紀子', role: 'member', certificates: inUse(0) },
    ],
  },
  {
    bankId: 'reiji',
    shortName: 'yukari',
    name: '合同会社ゆかり設計',
    contractNumber: '2005031',
    people: [
      { shortName: 'endo', name: '遠藤 光', role: 'administrator', certificates: inUse(25, 12) },
      { shortName: 'shima', name: '島 和子', role: 'approver', certificates: expiredYesterday },
      { shortName: 'kubo', name: '久保 隆', role: 'member', certificates: revoked },
      { shortName: 'tani', name: '谷 詩織', role: 'member', certificates: neverAcquired },
    ],
  },
];
