import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { bank } from '../../ports/register/samples.contract.ts';
import { openRegister } from './open-register.ts';
import { expectAllKept, killWriter, linesOf, writerProcess } from './testing/writer.ts';

async function freshFolder(): Promise<string> {
  const { path, drop } = await freshDatabase('sqlite');
  onTestFinished(drop);
  return dirname(path);
}

describe('the SQLite register', () => {
  it('loses nothing acknowledged in twenty kills by SIGKILL', { timeout: 240_000 }, async () => {
    const folder = await freshFolder();
    const acknowledged: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const killed = await killWriter(['sqlite', folder, 'write-on', `round-${round}`], (round * 13) % 100);
      expect(killed.signal).toBe('SIGKILL');
      acknowledged.push(...killed.lines);
    }
    const register = await openRegister({ sqlite: { folder } });
    onTestFinished(() => register.close());
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectAllKept(register, acknowledged);
  });

  it('answers no change before the disk has it: one sync for each, and one for those that wait together', async () => {
    const folder = await freshFolder();
    const trace = join(folder, 'trace');
    const calls = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,write', '-o', trace];
    execFileSync('strace', [...calls, process.execPath, writerProcess, 'sqlite', folder, 'write-twenty']);

    const steps = readFileSync(trace, 'utf8').split('\n').flatMap(stepOf);
    const [oneByOne, together] = [
      steps.slice(steps.indexOf('one by one') + 1, steps.indexOf('together')),
      steps.slice(steps.indexOf('together') + 1, steps.indexOf('done')),
    ];
    expect(oneByOne).toEqual(Array.from({ length: 10 }, (_, number) => ['sync', `bank-${number}`]).flat());
    // Perhaps the first is under way before the others come; they wait for it and share the next sync.
    const answered = together.filter((step) => step !== 'sync');
    expect(answered).toEqual(Array.from({ length: 10 }, (_, number) => `more-bank-${number}`));
    expect(together[0]).toBe('sync');
    expect(together.length - answered.length).toBeLessThanOrEqual(2);
  });

  it('refuses a folder that another process has open, by name, and takes it over when that one is killed', async () => {
    const folder = await freshFolder();
    const other = spawn(process.execPath, [writerProcess, 'sqlite', folder, 'write-on', 'other'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = linesOf(other);
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const refusal = { name: 'FolderInUse', folder };
    await expect(openRegister({ sqlite: { folder } })).rejects.toMatchObject(refusal);
    other.kill('SIGKILL');
    const { lines } = await ended;
    const register = await openRegister({ sqlite: { folder } });
    onTestFinished(() => register.close());
    await expectAllKept(register, lines);
  });

  it('refuses a folder that this process has open', async () => {
    const folder = await freshFolder();
    const register = await openRegister({ sqlite: { folder } });
    await expect(openRegister({ sqlite: { folder } })).rejects.toMatchObject({ name: 'FolderInUse', folder });
    await register.close();
    await (await openRegister({ sqlite: { folder } })).close();
  });

  it('says store-unavailable when the disk is full, undoes the change, and keeps what it acknowledged', async () => {
    const folder = await freshFolder();
    const limited = ['-c', 'ulimit -f 1024; exec "$@"', 'bash'];
    const child = spawn('bash', [...limited, process.execPath, writerProcess, 'sqlite', folder, 'write-on', 'full'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { lines } = await linesOf(child);
    expect(lines.at(-1)).toBe('refused store-unavailable');
    const register = await openRegister({ sqlite: { folder } });
    onTestFinished(() => register.close());
    expect(lines.length).toBeGreaterThan(10);
    await expectAllKept(register, lines.slice(0, -1));
  });

  it('keeps its files for their owner alone, in folders that it makes', async () => {
    const folder = join(await freshFolder(), 'data', 'koshin');
    const register = await openRegister({ sqlite: { folder } });
    onTestFinished(() => register.close());
    await register.change((tx) => tx.banks.insert(bank()));
    const modes = ['.', 'koshin.sqlite', 'koshin.sqlite-wal'].map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

/** A line of strace: a sync, or a line of text on standard output. */
function stepOf(line: string): string[] {
  if (/ f(data)?sync\(\d+\)\s+= 0/.test(line)) return ['sync'];
  const said = / write\(1, "(.*)\\n", \d+\)/.exec(line)?.[1];
  return said === undefined ? [] : [said];
}
