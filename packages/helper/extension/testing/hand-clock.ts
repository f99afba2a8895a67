interface Due {
  readonly at: number;
  readonly act: () => void;
}

/** A clock that goes when the test says so; what is due meanwhile happens in its order. */
export class HandClock {
  #now = 0;
  #due: readonly Due[] = [];

  readonly now = (): number => this.#now;

  /** As the extension is given it: returns what takes it back. */
  readonly after = (milliseconds: number, act: () => void): (() => void) => {
    const due = { at: this.#now + milliseconds, act };
    this.#due = [...this.#due, due];
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  };

  /** How many acts are still to come. */
  get waiting(): number {
    return this.#due.length;
  }

  /** Also lets what was promised meanwhile come about, before each act and at the end. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    for (;;) {
      await settled();
      const next = this.#due.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= until);
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = next.at;
      next.act();
    }
    this.#now = until;
  }
}

/** Resolves when nothing that is promised can go on without the world. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
