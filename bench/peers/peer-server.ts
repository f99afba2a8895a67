import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { processorSecondsOf } from '../measuring/rates.ts';

export interface PeerServer {
  /** Of the process so far, all threads. */
  readonly processorSeconds: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until it listens on the port. What it says is kept and shown when it ends before that. */
export async function startPeer(
  program: string,
  args: readonly string[],
  { port, cwd }: { port: number; cwd: string },
): Promise<PeerServer> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (text: Buffer) => {
    said = (said + text).slice(-4_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  for (let tries = 0; !(await listens(port)); tries++) {
    if (child.exitCode !== null || tries > 100) {
      child.kill('SIGKILL');
      throw new Error(`${program} does not listen: ${said}`);
    }
    await pause(100);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} has no process`);
  return {
    processorSeconds: () => processorSecondsOf(pid),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
