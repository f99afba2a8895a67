// Waits until its parent has gone, however it went (SIGKILL too: the pipe on stdin closes), and then clears up after it.
// Told on the command line, as JSON, the commands to run and the folders to remove. Writes nothing: nobody listens.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const { run, remove } = JSON.parse(process.argv[2] ?? '{}');
// Ctrl-C reaches every process of the terminal; this one goes on until the parent is gone.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('SIGHUP', () => {});
process.stdin.resume();
process.stdin.on('error', clearUp);
process.stdin.on('close', clearUp);

let cleared = false;
function clearUp() {
  if (cleared) return;
  cleared = true;
  for (const { command, args, identity } of run)
    spawnSync(command, args, { stdio: 'ignore', timeout: 20_000, ...identity });
  for (const folder of remove) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
