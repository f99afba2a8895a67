/** So many tasks in a row without a conflict earn one place more. */
const earnsOne = 64;

/**
 * How many tasks run at the same time: half as many after each conflict, down to one, where a node has none with itself;
 * and again more while there are none. (As TCP finds its window, RFC 5681 3.1.)
 */
export class Width {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #now: number;
  #running = 0;
  #withoutConflict = 0;

  constructor(most: number) {
    this.#most = most;
    this.#now = most;
  }

  /** How many may run now. */
  get places(): number {
    return this.#now;
  }

  /** Runs the task as soon as there is a place, in the order of asking. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#now) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#admit();
    }
  }

  /** A task met a conflict with another. */
  narrow(): void {
    this.#now = Math.max(1, Math.floor(this.#now / 2));
    this.#withoutConflict = 0;
  }

  /** A task met none. */
  widen(): void {
    this.#withoutConflict += 1;
    if (this.#withoutConflict < earnsOne) return;
    this.#withoutConflict = 0;
    this.#now = Math.min(this.#most, this.#now + 1);
  }

  #admit(): void {
    while (this.#running < this.#now) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#running += 1;
      next();
    }
  }
}
