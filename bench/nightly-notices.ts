/**
 * The nightly run (R2): so many certificates in the register, a part of them due today, half of those at 30 days and half
 * at 10. Ours, a process of its own that plans, against the bare SQL of the same rows: one `INSERT … SELECT` for each
 * stage, both in one transaction, which joins what judging needs (user, contract, CA, live renewal) and writes each mail's row with its
 * indexes: identifiers in the order of time, times spread over the bank's hour, as ours. Alternating; before each the mails are removed. Reach: 1.5 × the time, a peak of less than 256 MB.
 *
 *   node bench/nightly-notices.ts [certificates] [due] [sqlite|postgres|both] [rounds] [folder, kept and used again]
 *
 * For growth: run it with 1000000 and with 10000000. In a folder SQLite's register stays; PostgreSQL's is that at
 * KOSHIN_BENCH_POSTGRES_URL, a database for this alone, or a server that is gone afterwards.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { systemChance } from '@koshin/service/adapters/system-chance/system-chance.ts';
import { planMails } from '@koshin/service/use-cases/notices/plan-mails.ts';
import { startPostgresCluster } from '../tests/testkit/postgres/cluster.ts';
import { fill, onPostgres, onSqlite, removeMails, tonight, writeBarely } from './measuring/many-certificates.ts';
import { median, processorSeconds } from './measuring/rates.ts';

interface Run {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly rows: number;
  readonly peakMiB: number;
}

async function plan(place: RegisterPlace): Promise<Run> {
  const register = await openRegister(place);
  const [start, used] = [performance.now(), processorSeconds()];
  // The night goes on meanwhile: identifiers are in the order of time.
  const now = () => instant(tonight + Math.floor(performance.now() - start));
  const clock = { now, wallClock: now };
  const { waiting } = await planMails({ register, clock, chance: systemChance() });
  const run = {
    seconds: (performance.now() - start) / 1000,
    processorSeconds: processorSeconds() - used,
    rows: waiting,
    peakMiB: peakMemory(),
  };
  await register.close();
  return run;
}

/** In MiB. What getrusage(2) tells contains what the parent had when it forked. */
function peakMemory(): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1]) / 1024;
}

async function planApart(place: RegisterPlace): Promise<Run> {
  const child = fork(import.meta.filename, ['plan', JSON.stringify(place)], { stdio: ['ignore', 1, 2, 'ipc'] });
  const [run]: (Run | number)[] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof run !== 'object' || run === null) throw new Error('the planning process failed');
  return run;
}

async function measure(title: string, place: RegisterPlace, { certificates, due, rounds }: Sizes): Promise<void> {
  const connect = 'sqlite' in place ? () => onSqlite(place.sqlite.folder) : () => onPostgres(place.postgres.url);
  const filled = await fill(place, connect, { certificates, due });
  console.log(`${title}: ${certificates} certificates, ${filled === null ? 'as they were' : `filled in ${filled} s`}`);
  const ours: Run[] = [];
  const bare: Awaited<ReturnType<typeof writeBarely>>[] = [];
  for (let round = 0; round <= rounds; round++) {
    await removeMails(connect);
    const barely = await writeBarely(connect, due);
    await removeMails(connect);
    const run = await planApart(place);
    if (run.rows !== due) throw new Error(`${run.rows} of ${due} rows were planned`);
    // The first has read everything from the disk.
    if (round === 0) continue;
    bare.push(barely);
    ours.push(run);
  }
  const of = (key: keyof Run) => median(ours.map((run) => run[key]));
  const ofBare = (key: 'seconds' | 'processorSeconds') => median(bare.map((one) => one[key])).toFixed(1);
  const ratio = (key: 'seconds' | 'processorSeconds') =>
    median(ours.map((run, round) => run[key] / (bare[round]?.[key] ?? Number.NaN))).toFixed(2);
  // PostgreSQL does its work in processes of its own.
  const byProcessor =
    'sqlite' in place
      ? `by processor ${of('processorSeconds').toFixed(1)} s against ${ofBare('processorSeconds')} s, ratio ${ratio('processorSeconds')}`
      : `of it ${of('processorSeconds').toFixed(1)} s of the planning process's processor`;
  console.log(
    `${title}, ${certificates} certificates, ${due} due: ours ${of('seconds').toFixed(1)} s, bare ` +
      `${ofBare('seconds')} s, ratio ${ratio('seconds')}; ${byProcessor}; peak ${of('peakMiB').toFixed(0)} MiB`,
  );
}

interface Sizes {
  readonly certificates: number;
  readonly due: number;
  readonly rounds: number;
}

async function measureAll([certificates, due, engine, rounds, kept]: readonly (string | undefined)[]): Promise<void> {
  const sizes = { certificates: Number(certificates ?? 1e6), due: Number(due ?? 1e5), rounds: Number(rounds ?? 3) };
  console.log(`Node ${process.version}, ${availableParallelism()} cores, ${sizes.rounds} rounds, alternating, medians`);
  if (engine !== 'postgres') {
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'koshin-bench-'));
    const own = join(folder, `sqlite-${sizes.certificates}`);
    await measure('SQLite', { sqlite: { folder: own } }, sizes);
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
  if (engine !== 'sqlite') {
    const given = process.env.KOSHIN_BENCH_POSTGRES_URL;
    const cluster = given === undefined ? await startPostgresCluster() : null;
    await measure('PostgreSQL', { postgres: { url: given ?? cluster?.url ?? '', poolSize: 4 } }, sizes);
    await cluster?.remove();
  }
}

if (process.argv[2] === 'plan') {
  process.send?.(await plan(JSON.parse(process.argv[3] ?? '')));
  process.disconnect();
} else await measureAll(process.argv.slice(2));
