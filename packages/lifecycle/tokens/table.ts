import type { RefusalCode } from '../refusals/codes.ts';
import type { ApplicationEffect, ApplicationEventName } from './events.ts';
import type { ApplicationStateName } from './states.ts';

/** One decision of the table: where the event leads and what it makes the use-case do, or why it is refused. */
export type ApplicationCell =
  | { readonly next: ApplicationStateName; readonly effects: readonly ApplicationEffect[] }
  | { readonly refused: RefusalCode };

type Row = Readonly<Record<ApplicationStateName, ApplicationCell>>;

const to = (next: ApplicationStateName, ...effects: readonly ApplicationEffect[]): ApplicationCell => ({
  next,
  effects,
});

/** Somebody else was faster, or the list looked at was old: the latest state is to be looked at first. */
const changed: ApplicationCell = { refused: 'changed-meanwhile' };
const pending: ApplicationCell = { refused: 'token-application-pending' };
const none: ApplicationCell = { refused: 'token-no-application' };

/**
 * Every event in every state. `application-table.md` is its rendering.
 *
 * Acts of people on both sides are repeated by double clicks and lost answers: what has already been done is done
 * again without effect. No state is left once the application has ended, so that what a token may do is never revived.
 */
export const applicationTable: Readonly<Record<ApplicationEventName, Row>> = {
  accept: {
    received: to('accepted', 'tell-customer'),
    accepted: to('accepted'),
    'handed-over': changed,
    usable: changed,
    declined: changed,
    withdrawn: changed,
    suspended: changed,
  },
  decline: {
    received: to('declined', 'note-reason', 'tell-customer'),
    accepted: to('declined', 'note-reason', 'suspend-token', 'tell-customer'),
    'handed-over': changed,
    usable: changed,
    declined: to('declined'),
    withdrawn: changed,
    suspended: changed,
  },
  withdraw: {
    received: to('withdrawn', 'tell-customer'),
    accepted: changed,
    'handed-over': changed,
    usable: changed,
    declined: changed,
    withdrawn: to('withdrawn'),
    suspended: changed,
  },
  register: {
    received: changed,
    accepted: to('accepted', 'bind-token'),
    'handed-over': changed,
    usable: changed,
    declined: changed,
    withdrawn: changed,
    suspended: changed,
  },
  'hand-over': {
    received: changed,
    accepted: to('handed-over', 'tell-customer'),
    'handed-over': to('handed-over'),
    usable: changed,
    declined: changed,
    withdrawn: changed,
    suspended: changed,
  },
  'device-proved': {
    received: pending,
    accepted: pending,
    'handed-over': to('usable', 'tell-customer'),
    usable: to('usable'),
    declined: none,
    withdrawn: none,
    suspended: none,
  },
  suspend: {
    received: changed,
    accepted: changed,
    'handed-over': to('suspended', 'note-reason', 'suspend-token', 'tell-customer'),
    usable: to('suspended', 'note-reason', 'suspend-token', 'tell-customer'),
    declined: changed,
    withdrawn: changed,
    suspended: to('suspended'),
  },
};
