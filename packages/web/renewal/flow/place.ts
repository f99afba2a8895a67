import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import type { Lack } from '../../helper/this-pc.ts';
import type { KeptKey } from '../../keys/kept-key.ts';
import type { Issuance, Target } from './facts.ts';

/** A key and the password it is kept under; only in this window's memory, only until the renewal leaves it. */
export interface Material {
  readonly key: KeptKey;
  readonly password: string;
}

/** All that the customer's file is made of. */
export interface Delivered extends Material {
  readonly issued: DeliveredCertificate;
}

export type ConsentPlace =
  | { readonly at: 'consent'; readonly act: 'make-key'; readonly password: string }
  | ({ readonly at: 'consent'; readonly act: 'send-request' } & Material)
  | ({ readonly at: 'consent'; readonly act: 'install' } & Delivered);

export type ConsentAct = ConsentPlace['act'];

/**
 * What the helper is asked for, and in which of its stores. It asks the customer in a window of its own (screens 2.3,
 * ⓗ); the key never comes here.
 */
export type AskingHelper = {
  readonly at: 'asking-helper';
  readonly store: StorePlace;
} /** `deviceChallenge`, base64: what the token's device key is to sign, so that the bank knows which token it is. */ & (
  | { readonly act: 'make-key'; readonly deviceChallenge: string | null }
  | { readonly act: 'send-request'; readonly keyDigest: string }
  | { readonly act: 'install'; readonly keyDigest: string; readonly issued: DeliveredCertificate }
);

/** Why something that was asked for was not done: いいえ, no answer in time, another question, too many questions. */
export type WhyDeclined = 'no' | 'time' | 'busy' | { readonly retryAt: string };

/** Why a presentation for this renewal was not accepted: the code names the page, the facts fill it. */
export interface PresentationRefusal {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly refNo: string;
}

/** What is wrong with the USB token or its PIN (screens 2.6): the code names the words, the facts fill them. */
export interface TokenTrouble {
  readonly code: TokenTroubleCode;
  readonly facts: Problem['facts'];
}

export const tokenTroubleCodes = [
  'token-absent',
  'token-multiple',
  'token-not-registered',
  'token-other-user',
  'token-application-pending',
  'token-no-application',
  'token-pin-wrong',
  'token-pin-locked',
  'token-pin-cancelled',
  'token-full',
  'token-removed',
  'token-device-key-missing',
  'token-faulty',
] as const;
export type TokenTroubleCode = (typeof tokenTroubleCodes)[number];

/** Null for codes that are about something else. */
export function tokenTrouble({
  code,
  facts,
}: {
  readonly code: string;
  readonly facts: Problem['facts'];
}): TokenTrouble | null {
  const known = tokenTroubleCodes.find((one) => one === code);
  return known === undefined ? null : { code: known, facts };
}

/** A part of the customer's PC that `renewal.check` names. */
export type Missing = Lack | { readonly code: 'clock-skew'; readonly minutes: number };

/** Where the customer is; each place holds exactly what its screen and the way on need. */
export type Place =
  | { readonly at: 'prepare' }
  /** `ofHelper`: parts of the helper are among them, so that going on without it helps. */
  | { readonly at: 'check'; readonly missing: readonly Missing[]; readonly ofHelper: boolean }
  | { readonly at: 'unsupported' }
  | { readonly at: 'phone' }
  | { readonly at: 'login-again'; readonly refusal: PresentationRefusal | null }
  /**
   * `continuing`: something was begun earlier and nothing is issued yet (`resume.ready`).
   * `remaking`: the password is asked on the way to another key, so a key that waits here is passed over.
   */
  | { readonly at: 'start'; readonly continuing: boolean; readonly remaking: boolean }
  | { readonly at: 'storage' }
  | { readonly at: 'usb-not-offered' }
  | { readonly at: 'file-password' }
  | ConsentPlace
  | AskingHelper
  | { readonly at: 'declined'; readonly asked: ConsentPlace | AskingHelper; readonly because: WhyDeclined }
  | { readonly at: 'making-key'; readonly password: string }
  | ({ readonly at: 'issuing'; readonly signerDown: Problem | null } & Material)
  /** The request that the helper has signed is on its way. */
  | {
      readonly at: 'issuing-for-helper';
      readonly store: StorePlace;
      readonly keyDigest: string;
      readonly csr: Uint8Array;
      readonly signerDown: Problem | null;
    }
  | { readonly at: 'install-not-found'; readonly asked: AskingHelper }
  /** `asked`: what is asked again once the token is in order; null where the token is looked for from the beginning. */
  | { readonly at: 'token-error'; readonly trouble: TokenTrouble; readonly asked: AskingHelper | null }
  /** In the helper's store, as a signature has shown; the presentation that proves it begins. */
  | { readonly at: 'installed' }
  | ({ readonly at: 'save'; readonly begun: boolean } & Delivered)
  | { readonly at: 'import'; readonly target: Target; readonly delivered: Delivered | null }
  | { readonly at: 'proof-refused'; readonly refusal: PresentationRefusal; readonly target: Target | null }
  | { readonly at: 'done'; readonly proof: NonNullable<Issuance['proof']> }
  | { readonly at: 'resume-saved'; readonly target: Target; readonly issuedAt: string }
  /** `sent`: the service knows the key, so its certificate exists or is being made. */
  | { readonly at: 'resume-key-kept'; readonly key: KeptKey; readonly sent: boolean }
  /** The helper has its key and not the certificate. */
  | { readonly at: 'resume-install'; readonly target: Target; readonly store: StorePlace }
  /** Its key is in the helper's store, and nobody knows what became of its request. */
  | { readonly at: 'resume-request'; readonly keyDigest: string; readonly store: StorePlace }
  | { readonly at: 'resume-remake'; readonly lost: Target | null }
  | { readonly at: 'resume-limit'; readonly problem: Problem | null }
  | { readonly at: 'resume-prove'; readonly target: Target }
  | { readonly at: 'resume-done'; readonly proof: NonNullable<Issuance['proof']> }
  | { readonly at: 'two-windows'; readonly startedAt: string; readonly fileSaved: boolean }
  | { readonly at: 'moved' }
  | { readonly at: 'too-early'; readonly windowStart: string; readonly expiryDate: string }
  | { readonly at: 'too-late'; readonly expiryDate: string }
  | { readonly at: 'no-live'; readonly reason: string | null; readonly endedAt: string | null }
  | { readonly at: 'refused'; readonly problem: Problem }
  /** Something failed that nobody foresaw; what was done before is kept where it was done. */
  | { readonly at: 'broken' };

/** It is proven, and nothing more is asked of the service. */
export const isOver = ({ at }: Place): boolean => at === 'done' || at === 'resume-done';

/** Places with what is nowhere else yet, or with a question open: the window keeps them through the end of the session. */
export function keepsThePage(place: Place): boolean {
  switch (place.at) {
    case 'consent':
    case 'asking-helper':
    case 'declined':
    case 'making-key':
    case 'issuing':
    case 'issuing-for-helper':
    case 'save':
      return true;
    default:
      return false;
  }
}
