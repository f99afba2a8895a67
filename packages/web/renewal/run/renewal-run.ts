import { type HelperRefusal, refusal } from '../../helper/answers.ts';
import type { FileFormat } from '../../keys/certificate-file.ts';
import { Refused } from '../../portal/api/refused.ts';
import type { Arrival } from '../flow/begin.ts';
import type { FlowEvent } from '../flow/events.ts';
import type { Target } from '../flow/facts.ts';
import { comeBack, continueAnyway, prepare, signalSeen, takeOver } from './arriving.ts';
import { askHelper, installByHelper, removeOld } from './by-helper.ts';
import type { HelperWish } from './checks.ts';
import { chooseToken } from './choosing-token.ts';
import { confirmSaved, openKey, presentCurrent, prove, remake, reportLost, saveFile } from './delivering.ts';
import { type Confirmation, confirm, consent, type FieldRefusal, wake } from './making.ts';
import type { RunMeans } from './means.ts';
import { makeStore, type RunState } from './store.ts';

/** Acts that only turn the page. */
type Turn = Extract<
  FlowEvent['kind'],
  | 'store-on-pc'
  | 'back-to-storage'
  | 'asked-again'
  | 'go-to-import'
  | 'file-gone'
  | 'password-forgotten'
  | 'request-by-helper'
  | 'back-pressed'
>;

/**
 * One window's way through a renewal: holds the state, does the acts, and lets the flow decide where they lead. It knows
 * no screen; a screen draws `state()` and calls the acts. Acts never throw: what the service refuses, and what nobody
 * foresaw, becomes a place; what is not answered is repeated; an act whose moment has passed does nothing.
 */
export interface RenewalRun {
  readonly state: () => RunState;
  readonly subscribe: (listener: () => void) => () => void;
  /** With the attempt the window has come back from, if it has. Called again, it is the same beginning. */
  readonly begin: (arrived: { readonly nonce: string | null; readonly arrival: Arrival }) => Promise<void>;
  /** もう一度確認する, もう一度試す: from the checks on. */
  readonly beginAgain: () => Promise<void>;
  /** 管理ソフトを使う方法, and 管理ソフトを使わずに続ける: from the checks on. */
  readonly beginWithHelper: () => Promise<void>;
  readonly beginWithoutHelper: () => Promise<void>;
  /** Whoever shows a place that asks the helper calls this; again, it is the same question. */
  readonly askHelper: () => Promise<void>;
  readonly installByHelper: () => Promise<void>;
  /** 専用USBに保存する. */
  readonly chooseToken: () => Promise<void>;
  readonly removeOld: () => Promise<'removed' | HelperRefusal>;
  readonly continueAnyway: () => Promise<void>;
  readonly takeOver: () => Promise<void>;
  readonly signalSeen: () => Promise<void>;
  readonly release: () => void;
  readonly confirm: (said: Confirmation) => Promise<FieldRefusal>;
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
  let wish: HelperWish = 'if-there';

  /** Stays the wish of this window: もう一度確認する looks for what was asked for. */
  async function wished(next: HelperWish): Promise<void> {
    wish = next;
    if (next === 'without') means.helper?.noteUsed(false);
    await prepare(store, 'opened', next);
  }

  async function begin({ nonce, arrival }: { nonce: string | null; arrival: Arrival }): Promise<void> {
    if (nonce !== null) return comeBack(store, nonce);
    await prepare(store, arrival);
    // A reload in the middle of the steps says where it has led, as Back does (`turn.back`).
    if (arrival === 'again' && store.place().at === 'import') store.tell({ kind: 'back-pressed' });
  }

  /** An act that never throws: what nobody foresaw becomes a page of its own, and is reported. */
  function safely<Said extends readonly unknown[], T>(act: (...said: Said) => Promise<T>, otherwise: T) {
    return async (...said: Said): Promise<T> => {
      try {
        return await act(...said);
      } catch (error) {
        if (error instanceof Refused) store.tell({ kind: 'refused', problem: error.problem });
        else {
          means.report(error);
          store.tell({ kind: 'broke' });
        }
        return otherwise;
      }
    };
  }

  return {
    state: store.state,
    subscribe: store.subscribe,
    begin: (arrived) => {
      begun ??= safely(begin, undefined)(arrived);
      return begun;
    },
    beginAgain: safely(() => prepare(store, 'opened', wish), undefined),
    beginWithHelper: safely(() => wished('with'), undefined),
    beginWithoutHelper: safely(() => wished('without'), undefined),
    askHelper: safely(() => askHelper(store), undefined),
    installByHelper: safely(() => installByHelper(store), undefined),
    chooseToken: safely(() => chooseToken(store), undefined),
    removeOld: safely(() => removeOld(store), refusal('unexpected')),
    continueAnyway: safely(() => continueAnyway(store), undefined),
    takeOver: safely(() => takeOver(store), undefined),
    signalSeen: safely(() => signalSeen(store), undefined),
    release: () => {
      const id = store.begunId();
      if (id !== null) means.service.release(id);
    },
    confirm: safely<[Confirmation], FieldRefusal>((said) => confirm(store, said), null),
    choosePassword: (password) => store.tell({ kind: 'password-chosen', password }),
    consent: safely(() => consent(store), undefined),
    decline: (because) => store.tell({ kind: 'declined', because }),
    wake: () => wake(store),
    saveFile: safely((format: FileFormat) => saveFile(store, format), null),
    confirmSaved: safely(() => confirmSaved(store), undefined),
    prove: safely((target: Target) => prove(store, target), undefined),
    presentCurrent: safely(() => presentCurrent(store), undefined),
    openKey: safely((password: string) => openKey(store, password), 'opened'),
    remake: safely(() => remake(store), undefined),
    reportLost: safely(() => reportLost(store), undefined),
    turn: (kind) => store.tell({ kind }),
    sessionIs: (open) => {
      store.tell({ kind: open ? 'session-back' : 'session-gone' });
      if (open) wake(store);
    },
  };
}
