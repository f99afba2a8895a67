import type { Instant } from '../calendar/instant.ts';
import { type CertificateRecord, certificateStatus } from '../certificates/status.ts';
import { renewalWindow, windowPosition } from '../certificates/term.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import type { RefusalCode } from '../refusals/codes.ts';
import type { Refused } from '../refusals/refusal.ts';
import type { RenewalEffect, RenewalEventName } from './events.ts';
import { hasRequested, isLive, type RenewalStateName } from './states.ts';
import { renewalTable } from './table.ts';

export interface AllowedTransition {
  readonly allowed: true;
  readonly next: RenewalStateName;
  readonly effects: readonly RenewalEffect[];
}

export interface NotAllowed extends Refused {
  readonly allowed: false;
  readonly expected: string;
  readonly got: string;
}

/** Looks the event up in the table. `got` is the state, `expected` the states in which the event is allowed. */
export function decide(state: RenewalStateName, event: RenewalEventName): AllowedTransition | NotAllowed {
  const cell = renewalTable[event][state];
  if ('next' in cell) return { allowed: true, next: cell.next, effects: cell.effects };
  return notAllowed(cell.refused, { event, state }, { expected: cell.expected.join(' or '), got: state });
}

function notAllowed(
  code: RefusalCode,
  detail: Refused['detail'],
  difference: { readonly expected: string; readonly got: string },
): NotAllowed {
  return { allowed: false, code, detail, ...difference };
}

export type StartDecision =
  | { readonly allowed: true; readonly start: 'new' | 'resume' }
  /** `endLive`: the live renewal is to be given the event `window-closed` before the refusal is answered. */
  | (NotAllowed & { readonly endLive: boolean });

/**
 * Whether a certificate's renewal may begin, or goes on where it was left (at most one live renewal per certificate).
 * A renewal that has requested is resumed even after the window, and after the predecessor's expiry: its successor is
 * the customer's way back in (R20). A certificate with a proven successor is not renewed again, whether retired or in
 * its overlap. Details fill the texts: `windowStart`, `expiryDate`.
 */
export function decideStart({
  policy,
  certificate,
  now,
  live,
}: {
  readonly policy: Pick<BankPolicy, 'zone' | 'renewalWindowDays'>;
  readonly certificate: CertificateRecord;
  readonly now: Instant;
  /** The state of this certificate's live renewal, if there is one. */
  readonly live: RenewalStateName | null;
}): StartDecision {
  const status = certificateStatus(certificate, now, policy.zone);
  const window = renewalWindow(policy, certificate.expiryDate);
  const dates = { windowStart: window.firstDay, expiryDate: certificate.expiryDate };
  const refuse = (code: RefusalCode, expected: string, got: string, endLive = false): StartDecision => ({
    ...notAllowed(code, dates, { expected, got }),
    endLive,
  });

  if (status === 'revoked') return refuse('certificate-revoked', 'issued or active', status);
  if (certificate.retiresAt !== null) return refuse('renewal-already-proven', 'no proven successor', status);
  if (live !== null && isLive(live) && hasRequested(live)) return { allowed: true, start: 'resume' };

  const position = windowPosition(window, now);
  const open = `${window.firstDay} to ${window.lastDay}`;
  if (position === 'before') return refuse('renewal-too-early', open, position);
  if (position === 'after') return refuse('renewal-too-late', open, position, live !== null && isLive(live));
  return { allowed: true, start: live !== null && isLive(live) ? 'resume' : 'new' };
}

export type RequestDecision =
  | (AllowedTransition & { readonly key: 'same' })
  /** `tellBank`: exactly at the policy's count, so that the bank is told once per renewal and day. */
  | (AllowedTransition & { readonly key: 'new'; readonly tellBank: boolean })
  | NotAllowed;

/**
 * What a CSR's key leads to. Proof of possession and the key's strength were checked before.
 * A key of this renewal is always answered with its own certificate and counts for no limit.
 */
export function decideRequest({
  state,
  keysToday,
  policy,
  keyKnownHere,
  keyKnownElsewhere,
}: {
  readonly state: RenewalStateName;
  /** Keys this renewal has recorded intents for on this calendar day of the bank. */
  readonly keysToday: number;
  readonly policy: Pick<BankPolicy, 'keysPerRenewalAndDay' | 'tellBankAtKey'>;
  readonly keyKnownHere: boolean;
  readonly keyKnownElsewhere: boolean;
}): RequestDecision {
  if (keyKnownHere) {
    const same = decide(state, 'request-same-key');
    return same.allowed ? { ...same, key: 'same' } : same;
  }
  const fresh = decide(state, 'request-new-key');
  if (!fresh.allowed) return fresh;
  if (keyKnownElsewhere) {
    return notAllowed('key-already-used', {}, { expected: 'a key not in the register', got: 'a key of another' });
  }
  const limit = policy.keysPerRenewalAndDay;
  if (keysToday >= limit) {
    const difference = { expected: `at most ${limit} keys a day`, got: `key ${keysToday + 1}` };
    return notAllowed('renewal-remake-limit', { n: limit }, difference);
  }
  return { ...fresh, key: 'new', tellBank: keysToday + 1 === policy.tellBankAtKey };
}

/** Presenting once more what has proved the renewal is no second proof: it changes nothing and is not refused. */
export function decideProof({
  state,
  provenCertificateId,
  certificateId,
}: {
  readonly state: RenewalStateName;
  readonly provenCertificateId: string | null;
  readonly certificateId: string;
}): AllowedTransition | NotAllowed {
  return decide(state, provenCertificateId === certificateId ? 'proved-again' : 'proved');
}
