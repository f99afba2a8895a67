import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../network/free-port.ts';
import { isAlive } from '../processes/is-alive.ts';
import { type Identity, takeCare } from '../processes/take-care.ts';
import { postgresBinaries } from './binaries.ts';

export interface PostgresCluster {
  /** Of the superuser and the database `postgres`; the password was drawn for this cluster. */
  readonly url: string;
  /** With the data and the server's log, until it is removed. */
  readonly folder: string;
  /** Every server process by SIGKILL: nothing is flushed. Resolves when all are dead; recovery is the next start's. */
  readonly kill: () => Promise<void>;
  /** Stops in order, cutting off who is connected. Resolves when the server is down. */
  readonly stop: () => Promise<void>;
  /** Resolves when the server answers, on the same port as before. */
  readonly start: () => Promise<void>;
  /** Stops it and removes its folder, which otherwise happens when this process ends, in whatever way. */
  readonly remove: () => Promise<void>;
}

/**
 * A PostgreSQL server of its own in the temporary folder, on a free port of loopback, with the settings that it comes
 * with: it syncs what it commits. As root it runs as the user `postgres`, since PostgreSQL refuses root.
 */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  // 1. A folder that belongs to the server's user, with the password that `initdb` reads.
  const bin = postgresBinaries();
  const identity = serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'koshin-postgres-'));
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    chownSync(folder, identity.uid, identity.gid);
    chownSync(passwordFile, identity.uid, identity.gid);
  }

  // 2. From here on it is cleared up whatever happens to us.
  const atOnce = ['stop', '-D', data, '-m', 'immediate', '-w'];
  const care = takeCare({ run: [{ command: join(bin, 'pg_ctl'), args: atOnce, identity }], remove: [folder] });

  // 3. Initialise and start.
  const run = (program: string, args: readonly string[]) => runAs(identity, folder, join(bin, program), args, log);
  const asKoshin = ['-D', data, '-U', 'koshin', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  await run('initdb', [...asKoshin, '-E', 'UTF8', '--locale=C', '--no-sync']);
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`;
  const start = () => run('pg_ctl', ['start', '-D', data, '-w', '-t', '60', '-l', log, '-o', settings]);
  await start();
  return {
    url: `postgres://koshin:${password}@127.0.0.1:${port}/postgres`,
    folder,
    kill: () => killAll(join(data, 'postmaster.pid')),
    stop: () => run('pg_ctl', ['stop', '-D', data, '-m', 'fast', '-w']),
    start,
    remove: care.clearUp,
  };
}

function runAs(identity: Identity, folder: string, path: string, args: readonly string[], log: string): Promise<void> {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve, reject) => {
    execFile(path, args, { ...identity, cwd: folder, env }, (error, stdout, stderr) => {
      const logged = error && existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '';
      if (error) reject(new Error(`${path} ${args[0]} failed\n${stdout}${stderr}${logged}`, { cause: error }));
      else resolve();
    });
  });
}

/** Stopped first, so that the postmaster starts no new children while they are listed. */
async function killAll(pidFile: string): Promise<void> {
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  process.kill(postmaster, 'SIGSTOP');
  const children = execFileSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' });
  const all = [postmaster, ...children.split('\n').filter(Boolean).map(Number)];
  for (const pid of all) process.kill(pid, 'SIGKILL');
  while (all.some(isAlive)) await setTimeout(10);
  // A dead postmaster that nobody has reaped yet would count as a running one.
  rmSync(pidFile, { force: true });
}

function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
