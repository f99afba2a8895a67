import type { RefusalCode } from '../refusals/codes.ts';
import type { RenewalEffect, RenewalEventName } from './events.ts';
import type { RenewalStateName } from './states.ts';

/** One decision of the table: where the event leads and what it makes the use-case do, or why it is refused. */
export type Cell =
  | { readonly next: RenewalStateName; readonly effects: readonly RenewalEffect[] }
  | { readonly refused: RefusalCode; readonly expected: readonly RenewalStateName[] };

type Row = Readonly<Record<RenewalStateName, Cell>>;

const to = (next: RenewalStateName, ...effects: readonly RenewalEffect[]): Cell => ({ next, effects });

const afterRequest = ['requested', 'issued', 'installed'] as const;
const live = ['preparing', 'ready', ...afterRequest] as const;

const outOfOrder = (...expected: readonly RenewalStateName[]): Cell => ({ refused: 'renewal-out-of-order', expected });
const alreadyProven: Cell = { refused: 'renewal-already-proven', expected: live };
const notLive: Cell = { refused: 'renewal-not-live', expected: live };

/**
 * Every event in every state. `transition-table.md` is its rendering.
 *
 * `requested` is entered again for each further key, although earlier siblings are delivered by then: so reports and
 * proofs are allowed in it, and the use-case looks up the certificate they speak of.
 */
export const renewalTable: Readonly<Record<RenewalEventName, Row>> = {
  resume: {
    preparing: to('preparing'),
    ready: to('ready'),
    requested: to('requested'),
    issued: to('issued'),
    installed: to('installed'),
    proven: alreadyProven,
    cancelled: notLive,
    failed: notLive,
  },
  confirm: {
    preparing: to('ready'),
    ready: to('ready'),
    requested: to('requested'),
    issued: to('issued'),
    installed: to('installed'),
    proven: alreadyProven,
    cancelled: notLive,
    failed: notLive,
  },
  'request-same-key': {
    preparing: outOfOrder(...afterRequest, 'proven'),
    ready: outOfOrder(...afterRequest, 'proven'),
    requested: to('requested', 'answer-same-certificate'),
    issued: to('issued', 'answer-same-certificate'),
    installed: to('installed', 'answer-same-certificate'),
    proven: to('proven', 'answer-same-certificate'),
    cancelled: notLive,
    failed: notLive,
  },
  'request-new-key': {
    preparing: outOfOrder('ready', ...afterRequest),
    ready: to('requested', 'record-intent'),
    requested: to('requested', 'record-intent'),
    issued: to('requested', 'record-intent'),
    installed: to('requested', 'record-intent'),
    proven: alreadyProven,
    cancelled: notLive,
    failed: notLive,
  },
  signed: {
    preparing: outOfOrder(...afterRequest, 'proven', 'cancelled', 'failed'),
    ready: outOfOrder(...afterRequest, 'proven', 'cancelled', 'failed'),
    requested: to('issued', 'record-certificate'),
    issued: to('issued', 'record-certificate'),
    installed: to('installed', 'record-certificate'),
    proven: to('proven', 'record-certificate', 'revoke-late-sibling'),
    cancelled: to('cancelled', 'record-certificate', 'revoke-late-sibling'),
    failed: to('failed', 'record-certificate', 'revoke-late-sibling'),
  },
  'reported-saved': {
    preparing: outOfOrder(...afterRequest, 'proven'),
    ready: outOfOrder(...afterRequest, 'proven'),
    requested: to('requested', 'note-saved'),
    issued: to('issued', 'note-saved'),
    installed: to('installed', 'note-saved'),
    proven: to('proven', 'note-saved'),
    cancelled: notLive,
    failed: notLive,
  },
  'reported-installed': {
    preparing: outOfOrder(...afterRequest, 'proven'),
    ready: outOfOrder(...afterRequest, 'proven'),
    requested: to('requested', 'note-installed'),
    issued: to('installed', 'note-installed'),
    installed: to('installed', 'note-installed'),
    proven: to('proven', 'note-installed'),
    cancelled: notLive,
    failed: notLive,
  },
  'reported-lost': {
    preparing: outOfOrder(...afterRequest),
    ready: outOfOrder(...afterRequest),
    requested: to('requested', 'revoke-lost-successor'),
    issued: to('issued', 'revoke-lost-successor'),
    installed: to('installed', 'revoke-lost-successor'),
    proven: alreadyProven,
    cancelled: notLive,
    failed: notLive,
  },
  proved: {
    preparing: outOfOrder(...afterRequest),
    ready: outOfOrder(...afterRequest),
    requested: to('proven', 'activate-successor', 'retire-predecessor', 'revoke-siblings', 'move-session'),
    issued: to('proven', 'activate-successor', 'retire-predecessor', 'revoke-siblings', 'move-session'),
    installed: to('proven', 'activate-successor', 'retire-predecessor', 'revoke-siblings', 'move-session'),
    proven: alreadyProven,
    cancelled: notLive,
    failed: notLive,
  },
  'proved-again': {
    preparing: outOfOrder('proven'),
    ready: outOfOrder('proven'),
    requested: outOfOrder('proven'),
    issued: outOfOrder('proven'),
    installed: outOfOrder('proven'),
    proven: to('proven'),
    cancelled: notLive,
    failed: notLive,
  },
  'window-closed': {
    preparing: to('failed'),
    ready: to('failed'),
    requested: to('requested'),
    issued: to('issued'),
    installed: to('installed'),
    proven: to('proven'),
    cancelled: to('cancelled'),
    failed: to('failed'),
  },
  cancel: {
    preparing: to('cancelled'),
    ready: to('cancelled'),
    requested: to('cancelled', 'revoke-unproven-successors'),
    issued: to('cancelled', 'revoke-unproven-successors'),
    installed: to('cancelled', 'revoke-unproven-successors'),
    proven: alreadyProven,
    cancelled: to('cancelled'),
    failed: notLive,
  },
};
