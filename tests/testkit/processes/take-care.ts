import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Whose rights a child process gets; empty: ours. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

export interface ClearingUp {
  /** Run one after the other, each for 20 s at the most; failures are passed over. */
  readonly run: readonly { readonly command: string; readonly args: readonly string[]; readonly identity?: Identity }[];
  /** Removed after that, with all that is in them. */
  readonly remove: readonly string[];
}

export interface Care {
  /** Clears up now. Resolves when it is done; may be called again. */
  readonly clearUp: () => Promise<void>;
  /** Nothing is left to clear up, and nothing will be. */
  readonly dismiss: () => void;
}

const caretaker = fileURLToPath(new URL('caretaker.mjs', import.meta.url));

/**
 * Has things cleared up when this process ends in whatever way, SIGKILL too, or when `clearUp` is called.
 * A process of its own watches for it, in a group of its own so that Ctrl-C does not reach it.
 */
export function takeCare(of: ClearingUp): Care {
  const child = spawn(process.execPath, [caretaker, JSON.stringify(of)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = once(child, 'exit');
  child.unref();
  const pipe = child.stdin;
  pipe.on('error', () => {});
  if (pipe instanceof Socket) pipe.unref();
  return {
    clearUp: async () => {
      child.ref();
      pipe.end();
      await ended;
    },
    dismiss: () => void child.kill('SIGKILL'),
  };
}
