import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { takeCare } from './take-care.ts';

/** A folder, and a process that has it taken care of and then goes on for ever. */
async function carelessProcess(): Promise<{ folder: string; process: ChildProcess }> {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-care-'));
  writeFileSync(join(folder, 'file'), '');
  const url = new URL('take-care.ts', import.meta.url).href;
  const script = `import { takeCare } from '${url}';
    takeCare({ run: [], remove: [${JSON.stringify(folder)}] }); console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { folder, process: child };
}

describe('taking care', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('clears up after a process that ends by %s', async (signal) => {
    const { folder, process } = await carelessProcess();
    expect(existsSync(folder)).toBe(true);
    process.kill(signal);
    await vi.waitFor(() => expect(existsSync(folder)).toBe(false), { timeout: 5000 });
  });

  it('runs the commands before it removes the folders, and has done both when clearUp resolves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-care-'));
    const seen = join(tmpdir(), `koshin-care-seen-${process.pid}`);
    onTestFinished(() => takeCare({ run: [], remove: [seen] }).clearUp());
    const look = { command: 'sh', args: ['-c', `ls -d ${folder} > ${seen}`] };
    await takeCare({ run: [{ command: 'false', args: [] }, look], remove: [folder] }).clearUp();
    expect(readFileSync(seen, 'utf8').trim()).toBe(folder);
    expect(existsSync(folder)).toBe(false);
  });

  it('leaves everything as it is once dismissed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-care-'));
    const care = takeCare({ run: [], remove: [folder] });
    care.dismiss();
    await care.clearUp();
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
