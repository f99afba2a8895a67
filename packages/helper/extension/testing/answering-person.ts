import { expect, vi } from 'vitest';
import { pressesIgnored } from '../core/question.ts';
import { settled } from './hand-clock.ts';
import type { StandInBrowser } from './stand-in-browser.ts';

/** Who sits before the browser: sees the one window that asks, and answers as its page would. */
export class AnsweringPerson {
  readonly #browser: StandInBrowser;

  constructor(browser: StandInBrowser) {
    this.#browser = browser;
  }

  /** The question of the window that has come up, as its page is told it. */
  async reads(): Promise<unknown> {
    return this.#say({ say: 'show' });
  }

  async presses(say: 'yes' | 'no'): Promise<void> {
    await this.reads();
    // Long enough to have been read.
    vi.advanceTimersByTime(pressesIgnored);
    await this.#say({ say });
    await quiet();
  }

  async enters(pin: string): Promise<void> {
    await this.reads();
    await this.#say({ say: 'pin', pin });
    await quiet();
  }

  async closes(): Promise<void> {
    this.#browser.closeWindow((await this.window()).windowId);
    await quiet();
  }

  async window() {
    await quiet();
    const [open, ...others] = this.#browser.windows;
    expect(others).toEqual([]);
    return open ?? expect.fail('no window asks');
  }

  async #say(word: { readonly say: 'show' | 'yes' | 'no' } | { readonly say: 'pin'; readonly pin: string }) {
    const { url, tabId } = await this.window();
    return this.#browser.sayAsOwn({ nonce: url.hash.slice(1), ...word }, tabId);
  }
}

/** Keys are made on other threads, and messages go through streams: looked at until nothing has come for a while. */
export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await settled();
}
