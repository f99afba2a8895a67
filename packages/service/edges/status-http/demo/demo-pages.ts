import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { CertificateStatus } from '@koshin/lifecycle/certificates/status.ts';

/** One certificate of a demo customer, or a customer who never had one. */
export interface DemoAccount {
  readonly bank: string;
  readonly loginId: string;
  /** Null: the customer has set one that the demo does not know, or is yet to. */
  readonly password: string | null;
  /** For a first certificate (取得用パスワード); null: there is none, or none any more. */
  readonly code: string | null;
  readonly userName: string;
  readonly companyName: string;
  readonly role: 'administrator' | 'approver' | 'member';
  /** As it stands now; null: never acquired. */
  readonly certificate: DemoCertificate | null;
}

export interface DemoCertificate {
  /** `<name>.p12` under `/demo/p12/`; null: the customer acquired it in the portal, and only he has its key. */
  readonly fileName: string | null;
  readonly filePassword: string | null;
  readonly status: CertificateStatus;
  readonly expiryDate: CalendarDay;
  /** Calendar days; negative after expiry. */
  readonly daysLeft: number;
  /** First day of the renewal window, and how things stand: `done` when a successor is proven. */
  readonly renewableFrom: CalendarDay;
  readonly renewal: 'later' | 'now' | 'done' | 'over';
  /** The last time that it was presented and accepted, since the demo began. */
  readonly presentedAt: Instant | null;
}

export interface DemoBank {
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly portalUrl: string;
}

export interface DemoState {
  /** The demo's clock. */
  readonly now: Instant;
  readonly banks: readonly DemoBank[];
  readonly accounts: readonly DemoAccount[];
}

/** A mail of the demo's banks. */
export interface DemoMail {
  /** Of its file, `….eml`. */
  readonly name: string;
  readonly date: Instant;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  readonly attached: readonly string[];
}

/** What the demo's pages show; given by whoever starts the role. */
export interface DemoPages {
  /** `http://localhost:<port>`, without a slash at the end. */
  url(): string;
  /** Null while the demo is being set up. */
  state(): Promise<DemoState | null>;
  /** PEM of the demo's root; null while there is none yet. */
  root(): string | null;
  readonly outbox: {
    /** The newest first, the latest hundred. */
    list(): Promise<readonly DemoMail[]>;
    /** Null for an unknown name. */
    mail(name: string): Promise<DemoMail | null>;
    /** As it would have been sent (RFC 5322); null for an unknown name. */
    raw(name: string): Promise<Uint8Array | null>;
  };
  /** PKCS#12 by its file name; null: unknown. */
  certificateFile(fileName: string): Promise<Uint8Array | null>;
}
