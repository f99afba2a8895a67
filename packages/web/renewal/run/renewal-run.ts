import type { FileFormat } from '../../keys/certificate-file.ts';
import type { Arrival } from '../flow/begin.ts';
import type { FlowEvent } from '../flow/events.ts';
import type { Target } from '../flow/facts.ts';
import { comeBack, continueAnyway, prepare, signalSeen, takeOver } from './arriving.ts';
import { confirmSaved, openKey, presentCurrent, prove, remake, reportLost, saveFile } from './delivering.ts';
import { confirm, consent, type FieldRefusal, wake } from './making.ts';
import type { RunMeans } from './means.ts';
import { makeStore, type RunState } from './store.ts';

/** Acts that only turn the page. */
type Turn = Extract<
  FlowEvent['kind'],
  | 'store-on-pc'
  | 'store-on-token'
  | 'back-to-storage'
  | 'asked-again'
  | 'go-to-import'
  | 'file-gone'
  | 'password-forgotten'
  | 'back-pressed'
>;

/**
 * One window's way through a renewal: holds the state, does the acts, and lets the flow decide where they lead. It knows
 * no screen; a screen draws `state()` and calls the acts. What the service refuses becomes a place, what it does not
 * answer is repeated; an act whose moment has passed does nothing.
 */
export interface RenewalRun {
  readonly state: () => RunState;
  readonly subscribe: (listener: () => void) => () => void;
  /** With the attempt the window has come back from, if it has. Called again, it is the same beginning. */
  readonly begin: (arrived: { readonly nonce: string | null; readonly arrival: Arrival }) => Promise<void>;
  /** もう一度確認する, もう一度試す: from the checks on. */
  readonly beginAgain: () => Promise<void>;
  readonly continueAnyway: () => Promise<void>;
  readonly takeOver: () => Promise<void>;
  readonly signalSeen: () => Promise<void>;
  readonly release: () => void;
  readonly confirm: (said: {
    readonly password: string | null;
    readonly usedOnOtherPcs: boolean | null;
    readonly mediaStorage: boolean;
  }) => Promise<FieldRefusal>;
  readonly choosePassword: (password: string) => void;
  readonly consent: () => Promise<void>;
  readonly decline: (because: 'no' | 'time') => void;
  readonly wake: () => void;
  readonly saveFile: (format: FileFormat) => Promise<{ readonly fileName: string } | null>;
  readonly confirmSaved: () => Promise<void>;
  readonly prove: (target: Target) => Promise<void>;
  readonly presentCurrent: () => Promise<void>;
  readonly openKey: (password: string) => Promise<'opened' | 'wrong-password'>;
  readonly remake: () => Promise<void>;
  readonly reportLost: () => Promise<void>;
  readonly turn: (page: Turn) => void;
  readonly sessionIs: (open: boolean) => void;
}

export function makeRun(means: RunMeans): RenewalRun {
  const store = makeStore(means);
  let begun: Promise<void> | null = null;

  async function begin({ nonce, arrival }: { nonce: string | null; arrival: Arrival }): Promise<void> {
    if (nonce !== null) return comeBack(store, nonce);
    await prepare(store, arrival);
    // A reload in the middle of the steps says where it has led, as Back does (`turn.back`).
    if (arrival === 'again' && store.place().at === 'import') store.tell({ kind: 'back-pressed' });
  }

  return {
    state: store.state,
    subscribe: store.subscribe,
    begin: (arrived) => {
      begun ??= begin(arrived);
      return begun;
    },
    beginAgain: () => prepare(store, 'opened'),
    continueAnyway: () => continueAnyway(store),
    takeOver: () => takeOver(store),
    signalSeen: () => signalSeen(store),
    release: () => {
      const id = store.state().flow.facts?.renewal.id;
      if (id !== undefined) means.service.release(id);
    },
    confirm: (said) => confirm(store, said),
    choosePassword: (password) => store.tell({ kind: 'password-chosen', password }),
    consent: () => consent(store),
    decline: (because) => store.tell({ kind: 'declined', because }),
    wake: () => wake(store),
    saveFile: (format) => saveFile(store, format),
    confirmSaved: () => confirmSaved(store),
    prove: (target) => prove(store, target),
    presentCurrent: () => presentCurrent(store),
    openKey: (password) => openKey(store, password),
    remake: () => remake(store),
    reportLost: () => reportLost(store),
    turn: (kind) => store.tell({ kind }),
    sessionIs: (open) => {
      store.tell({ kind: open ? 'session-back' : 'session-gone' });
      if (open) wake(store);
    },
  };
}
