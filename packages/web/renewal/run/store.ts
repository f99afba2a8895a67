import type { HelperKey } from '@koshin/wire/helper/values.ts';
import { Refused } from '../../portal/api/refused.ts';
import type { FlowEvent } from '../flow/events.ts';
import type { Facts, Issuance } from '../flow/facts.ts';
import { beginning, type Flow } from '../flow/flow.ts';
import { follow } from '../flow/follow.ts';
import type { Place } from '../flow/place.ts';
import { endsSession, meansStale } from '../flow/problems.ts';
import { type CheckName, type CheckState, type CheckStates, checksBegin } from './checks.ts';
import type { RunMeans } from './means.ts';

export interface RunState {
  readonly flow: Flow;
  readonly checks: CheckStates;
}

/** What the acts of a run share: its state, how to change it, and what a refusal does. */
export interface Store {
  readonly means: RunMeans;
  readonly state: () => RunState;
  readonly place: () => Place;
  readonly subscribe: (listener: () => void) => () => void;
  readonly tell: (event: FlowEvent) => void;
  readonly beginChecks: () => void;
  readonly tellCheck: (name: CheckName, state: CheckState) => void;
  /** Keys of this renewal in the helper's stores, as last heard; null while the renewal goes without the helper. */
  readonly helperKeys: () => readonly HelperKey[] | null;
  readonly noteHelperKeys: (keys: readonly HelperKey[] | null) => void;
  /** What the register says, with what this browser holds; the keys of a renewal that is over are thrown away here. */
  readonly factsOf: (renewal: Issuance) => Promise<Facts>;
  /** Starts the renewal or finds the live one. The window is its holder from the answer on, also while it still checks. */
  readonly start: (how: { readonly takeOver: boolean }) => Promise<Issuance>;
  /** Of the renewal that this window has started or found; null before that. */
  readonly begunId: () => string | null;
  /** The same, where one has surely begun. */
  readonly renewalId: () => string;
  /** The service's answer to an act that changed the renewal: heard here, and told to the other windows. */
  readonly hearChange: (renewal: Issuance) => Promise<void>;
  /** Does an act. What the service refuses becomes a place; anything else it throws goes on to the caller. */
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
  /** Asks the service where the renewal stands, and goes there. */
  readonly lookAgain: () => Promise<void>;
}

export function makeStore(means: RunMeans): Store {
  let state: RunState = { flow: beginning, checks: checksBegin };
  let begunId: string | null = null;
  let helperKeys: readonly HelperKey[] | null = null;
  const listeners = new Set<() => void>();

  const become = (next: RunState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const tell = (event: FlowEvent) => {
    const flow = follow(state.flow, event);
    if (flow !== state.flow) become({ ...state, flow });
  };

  async function factsOf(renewal: Issuance): Promise<Facts> {
    const helper = helperKeys && { keys: helperKeys };
    try {
      const { cupboard } = means;
      if (renewal.proof !== null || renewal.ended !== null) await cupboard.forgetRenewal(renewal.id);
      return { renewal, held: await cupboard.ofRenewal(renewal.id), helper };
    } catch (error) {
      // A browser that stores nothing holds nothing; before a key is made there, `renewal.check` says so.
      if (error instanceof DOMException) return { renewal, held: [], helper };
      throw error;
    }
  }

  async function start(how: { readonly takeOver: boolean }): Promise<Issuance> {
    const renewal = await means.service.start(how);
    begunId = renewal.id;
    return renewal;
  }

  async function lookAgain(): Promise<void> {
    const renewal = await start({ takeOver: false });
    tell({ kind: 'arrived', facts: await factsOf(renewal), presentation: null, arrival: 'again' });
  }

  async function attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { problem } = error;
      if (!meansStale(problem) || endsSession(problem)) return tell({ kind: 'refused', problem });
      await lookAgain().catch((again: unknown) => {
        if (!(again instanceof Refused)) throw again;
        tell({ kind: 'refused', problem: again.problem });
      });
    }
  }

  return {
    means,
    state: () => state,
    place: () => state.flow.place,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
    beginChecks: () => {
      tell({ kind: 'checks-began' });
      become({ ...state, checks: checksBegin });
    },
    tellCheck: (name, found) => become({ ...state, checks: { ...state.checks, [name]: found } }),
    helperKeys: () => helperKeys,
    noteHelperKeys: (keys) => {
      helperKeys = keys;
    },
    factsOf,
    start,
    begunId: () => begunId,
    renewalId: () => {
      if (begunId === null) throw new Error('no renewal has begun');
      return begunId;
    },
    hearChange: async (renewal) => {
      tell({ kind: 'heard', facts: await factsOf(renewal) });
      means.window.tellOthers();
    },
    attempt,
    lookAgain,
  };
}
