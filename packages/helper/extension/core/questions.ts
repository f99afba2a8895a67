import type { PageWord } from './page-words.ts';
import { pressesIgnored, type Question } from './question.ts';

/** What a person answered; `gone`: nobody asks any more. */
export type Outcome =
  | { readonly came: 'yes' | 'no' | 'time' | 'gone' }
  | { readonly came: 'pin'; readonly pin: string };

export interface QuestionWindow {
  readonly windowId: number;
  readonly tabId: number;
}

export interface QuestionWindows {
  /** Shows a page of ours in a window of its own. */
  open(path: string): Promise<QuestionWindow>;
  /** Shows it in this window in the place of what it showed. Throws where that window is gone. */
  turn(window: QuestionWindow, path: string): Promise<void>;
  /** A window that is gone already is none to worry about. */
  close(windowId: number): Promise<void>;
}

export interface QuestionMeans {
  readonly windows: QuestionWindows;
  /** 32 hex digits. */
  readonly newNonce: () => string;
  /** Milliseconds, of a clock that does not jump. */
  readonly now: () => number;
  /** Returns what takes it back. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

interface Open {
  readonly nonce: string;
  readonly question: Question;
  /** Of the page that asks. */
  readonly askerTab: number;
  readonly opened: Promise<QuestionWindow>;
  shownAt: number | null;
  readonly settle: (outcome: Outcome) => void;
}

/** A window whose question was answered, for the next one of the page that asked. */
interface Kept {
  readonly window: QuestionWindow;
  readonly origin: string;
  readonly askerTab: number;
  readonly stopClock: () => void;
}

/** Milliseconds for which it is kept: a certificate has been issued by then, or the person is told that it takes longer. */
const keptFor = 1_000;

const pages = { consent: 'consent.html', pin: 'pin.html' } as const;

/**
 * The one window in which a person is asked. Its nonce is known to its page alone and is for one answer; whatever ends
 * the window otherwise is いいえ. Where another question of the same page follows at once it comes in the same window: a new
 * one takes a browser a tenth of a second, and a person another look for it.
 */
export class Questions {
  readonly #means: QuestionMeans;
  #open: Open | null = null;
  #kept: Kept | null = null;

  constructor(means: QuestionMeans) {
    this.#means = means;
  }

  /** Throws when another question is open: whoever asks sees to that. */
  async ask(
    question: Question,
    how: {
      readonly askerTab: number;
      readonly seconds: number;
      /** After はい or a PIN another question is likely to follow. */
      readonly moreFollows?: boolean;
    },
  ): Promise<Outcome> {
    if (this.#open !== null) throw new Error('asked while another question is open');
    const { newNonce, after } = this.#means;
    const nonce = newNonce();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    // Named before its #, too: what differs in nothing else is the same page to a browser.
    const opened = this.#show(`${pages[question.kind]}?${nonce}#${nonce}`, { origin: question.origin, ...how });
    this.#open = { nonce, question, askerTab: how.askerTab, opened, shownAt: null, settle: resolve };
    const stopClock = after(how.seconds * 1000, () => resolve({ came: 'time' }));
    try {
      const window = await opened;
      const outcome = await promise;
      const goesOn = outcome.came === 'yes' || outcome.came === 'pin';
      if (goesOn && how.moreFollows) this.#keep(window, { origin: question.origin, askerTab: how.askerTab });
      else await this.#means.windows.close(window.windowId);
      return outcome;
    } finally {
      stopClock();
      this.#open = null;
    }
  }

  /** Nothing follows any more: a window that was kept is closed. */
  async dismiss(): Promise<void> {
    const kept = this.#takeKept();
    if (kept !== null) await this.#means.windows.close(kept.window.windowId);
  }

  async #show(path: string, asker: Pick<Kept, 'origin' | 'askerTab'>): Promise<QuestionWindow> {
    const { windows } = this.#means;
    const kept = this.#takeKept();
    if (kept?.origin === asker.origin && kept.askerTab === asker.askerTab) {
      try {
        await windows.turn(kept.window, path);
        return kept.window;
      } catch {
        // It was closed just now: the question gets a window of its own.
      }
    } else if (kept !== null) {
      await windows.close(kept.window.windowId);
    }
    return windows.open(path);
  }

  #keep(window: QuestionWindow, asker: Pick<Kept, 'origin' | 'askerTab'>): void {
    this.#kept = { window, ...asker, stopClock: this.#means.after(keptFor, () => void this.dismiss()) };
  }

  #takeKept(): Kept | null {
    const kept = this.#kept;
    this.#kept = null;
    kept?.stopClock();
    return kept;
  }

  /** From the page of ours in this tab. Null: it has no question (any more), and closes itself. */
  async hear(word: PageWord, fromTab: number): Promise<Question | 'heard' | null> {
    const open = this.#open;
    if (open === null || word.nonce !== open.nonce || (await open.opened).tabId !== fromTab) return null;
    switch (word.say) {
      case 'show':
        open.shownAt ??= this.#means.now();
        return open.question;
      case 'wait':
        return 'heard';
      case 'no':
        open.settle({ came: 'no' });
        return 'heard';
      case 'yes':
        if (open.question.kind !== 'consent' || !this.#wasSeen(open)) return null;
        open.settle({ came: 'yes' });
        return 'heard';
      case 'pin':
        if (open.question.kind !== 'pin') return null;
        open.settle({ came: 'pin', pin: word.pin });
        return 'heard';
    }
  }

  async windowClosed(windowId: number): Promise<void> {
    if (this.#kept?.window.windowId === windowId) this.#takeKept();
    const open = this.#open;
    if (open !== null && (await open.opened).windowId === windowId) open.settle({ came: 'no' });
  }

  /** The page that asked has gone: its tab was closed, or shows another page. */
  askerGone(tabId: number): void {
    if (this.#kept?.askerTab === tabId) void this.dismiss();
    if (this.#open?.askerTab === tabId) this.#open.settle({ came: 'gone' });
  }

  #wasSeen({ shownAt }: Open): boolean {
    return shownAt !== null && this.#means.now() - shownAt >= pressesIgnored;
  }
}
