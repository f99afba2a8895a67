import type { Facts } from './facts.ts';
import type { Place } from './place.ts';

/** The whole state of the window. */
export interface Flow {
  /** Null until the service has answered for the first time. */
  readonly facts: Facts | null;
  readonly place: Place;
  /** Back was pressed since this place was reached (`turn.back`). */
  readonly backPressed: boolean;
  /** Nobody is logged in any more (`turn.session`). */
  readonly sessionGone: boolean;
}

export const beginning: Flow = { facts: null, place: { at: 'prepare' }, backPressed: false, sessionGone: false };
