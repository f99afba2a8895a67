import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { takeCare } from './processes/take-care.ts';

/** A screen that nobody looks at (Xvfb), with what a person does at it by xdotool: for windows that are no page's. */
export interface VirtualScreen {
  /** For a browser's environment: `:<number>`. */
  readonly display: string;
  /** Resolves when a window with such a title is there; to its number. */
  windowNamed(title: RegExp): Promise<string>;
  /** Gives the window the focus, which nobody manages here, types, and presses Return. */
  enter(window: string, text: string): void;
  close(): Promise<void>;
}

export async function virtualScreen(): Promise<VirtualScreen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const care = takeCare({ run: [{ command: 'kill', args: [String(server.pid)] }], remove: [] });
  const display = `:${await firstLine(server)}`;
  const xdotool = (...args: readonly string[]) =>
    execFileSync('xdotool', args, { encoding: 'utf8', env: { ...process.env, DISPLAY: display } });
  return {
    display,
    async windowNamed(title) {
      for (;;) {
        const windows = xdotool('search', '--onlyvisible', '--name', '').trim().split('\n').filter(Boolean);
        const found = windows.find((window) => title.test(nameOf(window)));
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    enter(window, text) {
      xdotool('windowfocus', '--sync', window);
      xdotool('type', text);
      xdotool('key', 'Return');
    },
    close: care.clearUp,
  };

  function nameOf(window: string): string {
    try {
      return xdotool('getwindowname', window).trim();
    } catch {
      // It went while it was asked.
      return '';
    }
  }
}

async function firstLine(server: ChildProcess): Promise<string> {
  const failed = once(server, 'error').then(([error]) => {
    throw new Error('Xvfb is missing: install the package xvfb', { cause: error });
  });
  const pipe = server.stdio[3];
  if (!pipe || !('setEncoding' in pipe)) throw new Error('Xvfb has no way to say its number');
  const [line] = await Promise.race([once(pipe, 'data'), failed]);
  return String(line).trim();
}
