import type { Localized } from '@koshin/wire/portal/values.ts';

type Place = { readonly kind: 'pc' } | { readonly kind: 'token'; readonly label: string };

export type ConsentAct =
  | { readonly act: 'make-key' | 'install'; readonly place: Place }
  | { readonly act: 'remove-old'; readonly serialTail: string; readonly place: Place }
  | { readonly act: 'send-request' | 'all' | 'site' };

interface Asked {
  readonly language: 'ja' | 'en';
  readonly origin: string;
  /** Null: of a site that is in no list; then nobody vouches for a name. */
  readonly bank: Localized | null;
}

/** What the background has one of our own pages ask a person; `triesLeft` null: the token does not say. */
export type Question =
  | (Asked & { readonly kind: 'consent'; readonly asked: ConsentAct })
  | (Asked & { readonly kind: 'pin'; readonly tokenLabel: string; readonly triesLeft: number | null });

/** Milliseconds in which はい does not react after the window could be seen: a press meant for something else. */
export const pressesIgnored = 500;
