/**
 * Runs work of one kind one at a time: who asks while it runs shares one further run, which begins after it and so sees
 * all that was committed before anybody asked. A run that fails fails for those who shared it, and for no others.
 */
export class OneForAllThatWait<T> {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #waiting = new Map<string, Promise<T>>();

  /** @param key what is made by the work */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const shared = this.#waiting.get(key);
    if (shared) return shared;
    const before = this.#running.get(key);
    if (!before) return this.#start(key, work);
    const next = before.then(() => {
      this.#waiting.delete(key);
      return this.#start(key, work);
    });
    this.#waiting.set(key, next);
    return next;
  }

  #start(key: string, work: () => Promise<T>): Promise<T> {
    const result = work();
    const settled = result
      .catch(() => {})
      .then(() => {
        if (this.#running.get(key) === settled) this.#running.delete(key);
      });
    this.#running.set(key, settled);
    return result;
  }
}
