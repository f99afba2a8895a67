import type { Said } from './conditions.ts';

/** Writes a line to standard output; what is written has left this process when this returns. */
export type Say = (said: Said) => void;

/**
 * Knows the kill points and dies at the one that was chosen. A point is named
 * `before-commit:<transaction>`, `after-commit:<transaction>`, `before-signature` or `after-signature`; what is passed
 * a second time since the last order gets `#2`.
 */
export class KillSwitch {
  readonly #say: Say;
  readonly #passed = new Map<string, number>();
  #killAt: string | null = null;

  constructor(say: Say) {
    this.#say = say;
  }

  arm(point: string | null): void {
    this.#passed.clear();
    this.#killAt = point;
  }

  /** Never resolves at the chosen point: the process is gone. */
  async pass(name: string): Promise<void> {
    const count = (this.#passed.get(name) ?? 0) + 1;
    this.#passed.set(name, count);
    const point = count === 1 ? name : `${name}#${count}`;
    this.#say({ say: 'passed', point });
    if (point !== this.#killAt) return;
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  }
}
