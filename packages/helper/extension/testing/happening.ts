import type { Heard } from '../browser/extension-api.ts';

/** An event of the browser that a test has happen. */
export class Happening<Listener extends (...given: never[]) => unknown> implements Heard<Listener> {
  readonly #listeners: Listener[] = [];

  addListener(listener: Listener): void {
    this.#listeners.push(listener);
  }

  happen(...given: Parameters<Listener>): readonly unknown[] {
    return this.#listeners.map((listener) => listener(...given));
  }
}
