import type { RefusalDetail, Refused } from '../refusals/refusal.ts';
import type { ApplicationEffect, ApplicationEventName } from './events.ts';
import { type ApplicationStateName, applicationStateNames, stands } from './states.ts';
import { applicationTable } from './table.ts';

export type ApplicationDecision =
  | { readonly allowed: true; readonly next: ApplicationStateName; readonly effects: readonly ApplicationEffect[] }
  | (Refused & { readonly allowed: false; readonly expected: string; readonly got: string });

/**
 * What an event leads to. `got` is the state, `expected` the states in which the event is allowed. A token is handed
 * over only once it is registered, as nobody could prove with it otherwise: `token-not-registered`.
 */
export function decideApplication({
  state,
  event,
  tokenSerial,
}: {
  readonly state: ApplicationStateName;
  readonly event: ApplicationEventName;
  /** Of the token registered for this application, null before. */
  readonly tokenSerial: string | null;
}): ApplicationDecision {
  const row = applicationTable[event];
  const cell = row[state];
  const detail: RefusalDetail = { event, state };
  if ('refused' in cell) {
    const expected = applicationStateNames.filter((name) => 'next' in row[name]).join(' or ');
    return { allowed: false, code: cell.refused, detail, expected, got: state };
  }
  if (event === 'hand-over' && tokenSerial === null) {
    return { allowed: false, code: 'token-not-registered', detail, expected: 'a registered token', got: 'none' };
  }
  return { allowed: true, next: cell.next, effects: cell.effects };
}

/** Whether a user with these applications may make another: at most one of a user stands. */
export function mayApply(states: readonly ApplicationStateName[]): boolean {
  return !states.some(stands);
}
