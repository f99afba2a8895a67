import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Conditions, estDomain, fair, type NodeStart, type Order, portalDomain, type Said } from './conditions.ts';
import { type NodeProgram, nodeProgram } from './node-program.ts';

/** A node of the service in a process of its own, which ends with this one, and at the latest when it is killed. */
export class ServiceNode {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #start: NodeStart;
  readonly #said: Said[] = [];
  readonly #waiting = new Set<() => void>();
  #orders = 0;
  #over = false;
  /** Resolves when it is gone and all it said was read; with the signal that ended it. */
  readonly ended: Promise<string | null>;

  private constructor(start: NodeStart, { path, compileCache }: NodeProgram) {
    this.#start = start;
    this.#child = spawn(process.execPath, [path, JSON.stringify(start)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    this.#child.stdin.on('error', () => {});
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#said.push(JSON.parse(line));
      for (const look of this.#waiting) look();
    });
    this.ended = once(this.#child, 'close').then(([, signal]) => {
      this.#over = true;
      for (const look of this.#waiting) look();
      return signal;
    });
  }

  /** Rejects when it ends before it answers; what it said of that is on standard error. */
  static async start(start: NodeStart): Promise<ServiceNode> {
    const node = new ServiceNode(start, await nodeProgram());
    await node.#heard((said) => said.say === 'ready');
    return node;
  }

  get portalOrigin(): (bankId: string) => string {
    return (bankId) => `https://${bankId}.${portalDomain}:${this.#start.portal.port}`;
  }

  /** What stands before an operation of EST, for the one bank there is. */
  get estUrl(): string {
    return `https://${estDomain}:${this.#start.est.port}/.well-known/est`;
  }

  /** All it has said, in order. */
  get said(): readonly Said[] {
    return this.#said;
  }

  /** Kill points passed since the last order, in order. */
  get passed(): readonly string[] {
    const last = this.#said.findLastIndex(({ say }) => say === 'obeyed');
    return this.#said.slice(last + 1).flatMap((said) => (said.say === 'passed' ? [said.point] : []));
  }

  get signed(): readonly string[] {
    return this.#said.flatMap((said) => (said.say === 'signing' ? [said.tbs] : []));
  }

  /** What is not named is fair. Resolves when it has taken effect. */
  async under(conditions: Partial<Conditions>): Promise<void> {
    this.#orders += 1;
    const order: Order = { number: this.#orders, conditions: { ...fair, ...conditions } };
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    await this.#heard((said) => said.say === 'obeyed' && said.number === order.number);
  }

  /** Resolves when it has passed so many kill points since the last order, or since its start, and when it is gone. */
  async hasPassed(count: number): Promise<void> {
    await this.#until(() => this.#over || this.passed.length >= count);
  }

  /** Resolves when it has swept. */
  async swept(): Promise<void> {
    await this.#heard((said) => said.say === 'swept' && said.completed > 0);
  }

  /** SIGKILL. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  #heard(isIt: (said: Said) => boolean): Promise<void> {
    return this.#until(() => this.#said.some(isIt));
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const so = isSo();
        if (!so && !this.#over) return;
        this.#waiting.delete(look);
        if (so) resolve();
        else reject(new Error('the node ended before it said what was expected'));
      };
      this.#waiting.add(look);
      look();
    });
  }
}
