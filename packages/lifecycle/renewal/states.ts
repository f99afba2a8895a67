/**
 * The states of a renewal, in order. Where one is counted as reached depends on deeds the register holds, never on what
 * the customer's side says, except `installed`, which proves nothing (invariant 6).
 */
export const renewalStates = {
  preparing: 'begun; the checks of the customer’s PC are under way',
  ready: 'checks passed, 「更新」 pressed, password fresh; nothing is requested yet',
  requested: 'an intent to issue is recorded, its certificate is not',
  issued: 'a successor is signed, recorded and can be fetched',
  installed: 'the customer’s side reports the successor installed',
  proven: 'a successor was presented and accepted; the predecessor is retired after the overlap',
  cancelled: 'ended by a person: predecessor revoked, user suspended or contract closed',
  failed: 'ended by the calendar before anything was requested',
} as const;

export type RenewalStateName = keyof typeof renewalStates;

/** A renewal that can go on. At most one per predecessor. */
export type LiveStateName = Exclude<RenewalStateName, 'proven' | 'cancelled' | 'failed'>;

export const renewalStateNames = [
  'preparing',
  'ready',
  'requested',
  'issued',
  'installed',
  'proven',
  'cancelled',
  'failed',
] as const satisfies readonly RenewalStateName[];

export function isLive(state: RenewalStateName): state is LiveStateName {
  return state !== 'proven' && state !== 'cancelled' && state !== 'failed';
}

/** True from the first intent on: a certificate exists or may yet come, so the end of the window no longer ends it. */
export function hasRequested(state: LiveStateName): state is 'requested' | 'issued' | 'installed' {
  return state === 'requested' || state === 'issued' || state === 'installed';
}
