import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { nodeProgram } from '../node/node-program.ts';
import type { MailingStart, ToldOfMails } from './mailing-start.ts';

const program = new URL('mailing-process.ts', import.meta.url);

/** A process that plans and sends once whatever is due, and ends then. */
export class Mailing {
  readonly #child: ChildProcess;
  readonly number: number;
  readonly told: ToldOfMails[] = [];
  /** Resolves when it is about to plan and to send, or gone. */
  readonly begun: Promise<void>;
  /** Resolves when it is gone and all it told was read, with the signal that ended it; rejects when it failed. */
  readonly ended: Promise<string | null>;

  private constructor(start: MailingStart, { path, compileCache }: Awaited<ReturnType<typeof nodeProgram>>) {
    this.number = start.number;
    const child = spawn(process.execPath, [path, JSON.stringify(start)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    });
    this.#child = child;
    const lines = createInterface({ input: child.stdout }).on('line', (line) => this.told.push(JSON.parse(line)));
    this.begun = Promise.race([once(lines, 'line'), once(child, 'close')]).then(() => {});
    this.ended = once(child, 'close').then(([code, signal]) => {
      if (code !== 0 && signal === null) throw new Error(`a process that sends mails ended with ${code}`);
      return signal;
    });
    // Whoever waits for it hears of it; meanwhile it is nobody's.
    this.ended.catch(() => {});
  }

  static async start(start: MailingStart): Promise<Mailing> {
    return new Mailing(start, await nodeProgram(program));
  }

  /** By SIGKILL; nothing where it is gone. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
