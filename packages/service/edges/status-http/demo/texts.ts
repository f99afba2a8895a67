import type { DemoAccount, DemoCertificate } from './demo-pages.ts';

export type Language = 'ja' | 'en';

/** Every word of the demo's start page; both languages have the same. */
export interface Texts {
  readonly title: string;
  readonly skip: string;
  readonly demo: string;
  readonly otherLanguage: string;
  readonly intro: readonly string[];
  readonly notReady: string;
  readonly progress: string;
  readonly scriptOff: string;
  readonly rootCheck: {
    readonly name: string;
    readonly checking: string;
    readonly done: string;
    readonly missing: string;
  };
  readonly certificateCheck: { readonly name: string; readonly done: string; readonly missing: string };
  readonly steps: string;
  readonly quickWay: { readonly before: string; readonly after: string };
  readonly step1: string;
  readonly step1Why: string;
  readonly rootLink: string;
  readonly step2: string;
  readonly step2Why: string;
  readonly step3: string;
  readonly step3Why: string;
  readonly systems: Readonly<Record<System, string>>;
  readonly trustRoot: Readonly<Record<System, string>>;
  readonly takeFile: Readonly<Record<System, string>>;
  readonly afterwards: string;
  readonly customers: string;
  readonly passwords: string;
  readonly loginPassword: string;
  readonly filePassword: string;
  readonly openPortal: (bank: string) => string;
  readonly customer: string;
  readonly loginId: string;
  readonly certificate: string;
  readonly file: string;
  readonly fileOf: (loginId: string) => string;
  readonly noFile: string;
  readonly presented: string;
  readonly comma: string;
  readonly roles: Readonly<Record<DemoAccount['role'], string>>;
  readonly neverAcquired: string;
  readonly code: string;
  readonly states: Readonly<Record<DemoCertificate['status'], string>>;
  readonly expiry: (day: string) => string;
  readonly daysLeft: (days: number) => string;
  readonly renewal: (standing: DemoCertificate['renewal'], from: string) => string;
  readonly day: (day: string) => string;
  readonly invented: string;
  /** Day and time in the bank's zone. */
  readonly instant: (at: number) => string;
  readonly outbox: {
    readonly title: string;
    readonly intro: string;
    readonly open: string;
    readonly empty: string;
    readonly subject: string;
    readonly from: string;
    readonly to: string;
    readonly date: string;
    readonly file: string;
    readonly fileOf: (subject: string) => string;
    readonly attached: string;
    readonly signature: string;
    readonly signed: string;
    /** What it takes to look at a signature. */
    readonly verify: string;
    readonly asHtml: string;
    readonly asText: string;
    readonly back: string;
    readonly backToList: string;
  };
}

export const systems = ['windows', 'macos', 'linux', 'firefox'] as const;
export type System = (typeof systems)[number];

/** `2026-11-22` as people read it. */
export function parts(day: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { year, month, day: date };
}
