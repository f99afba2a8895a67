import type { PageWord } from './page-words.ts';
import { pressesIgnored, type Question } from './question.ts';

/** What a person answered; `gone`: nobody asks any more. */
export type Outcome =
  | { readonly came: 'yes' | 'no' | 'time' | 'gone' }
  | { readonly came: 'pin'; readonly pin: string };

export interface QuestionWindows {
  /** Shows a page of ours in a window of its own. */
  open(path: string): Promise<{ readonly windowId: number; readonly tabId: number }>;
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
  readonly opened: Promise<{ readonly windowId: number; readonly tabId: number }>;
  shownAt: number | null;
  readonly settle: (outcome: Outcome) => void;
}

const pages = { consent: 'consent.html', pin: 'pin.html' } as const;

/**
 * The one window in which a person is asked. Its nonce is known to its page alone and is for one answer; whatever ends
 * the window otherwise is いいえ.
 */
export class Questions {
  readonly #means: QuestionMeans;
  #open: Open | null = null;

  constructor(means: QuestionMeans) {
    this.#means = means;
  }

  /** Throws when another question is open: whoever asks sees to that. */
  async ask(question: Question, how: { readonly askerTab: number; readonly seconds: number }): Promise<Outcome> {
    if (this.#open !== null) throw new Error('asked while another question is open');
    const { windows, newNonce, after } = this.#means;
    const nonce = newNonce();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const opened = windows.open(`${pages[question.kind]}#${nonce}`);
    this.#open = { nonce, question, askerTab: how.askerTab, opened, shownAt: null, settle: resolve };
    const stopClock = after(how.seconds * 1000, () => resolve({ came: 'time' }));
    try {
      const { windowId } = await opened;
      const outcome = await promise;
      await windows.close(windowId);
      return outcome;
    } finally {
      stopClock();
      this.#open = null;
    }
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
    const open = this.#open;
    if (open !== null && (await open.opened).windowId === windowId) open.settle({ came: 'no' });
  }

  /** The page that asked has gone: its tab was closed, or shows another page. */
  askerGone(tabId: number): void {
    if (this.#open?.askerTab === tabId) this.#open.settle({ came: 'gone' });
  }

  #wasSeen({ shownAt }: Open): boolean {
    return shownAt !== null && this.#means.now() - shownAt >= pressesIgnored;
  }
}
