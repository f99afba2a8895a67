import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const maker = fileURLToPath(new URL('testing/make-key-process.ts', import.meta.url));

it('a key is on the disk when it is made: the file before it has its name, the name before the answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [trace, keys] = [join(folder, 'trace'), join(folder, 'keys')];
  const calls = ['-f', '-qq', '-y', '-e', 'trace=fsync,link,linkat,write', '-o', trace];
  execFileSync('strace', [...calls, process.execPath, maker, keys]);
  const steps = readFileSync(trace, 'utf8')
    .split('\n')
    .flatMap((line) => stepOf(line, keys));
  expect(steps).toEqual(['sync of the draft', 'name', 'sync of the folder', 'made']);
});

/** A line of strace; `-y` shows the path of each descriptor. */
function stepOf(line: string, keys: string): string[] {
  if (line.includes(' write(1<') && line.includes('"made')) return ['made'];
  if (/ link(at)?\(/.test(line) && line.includes('mihon-g1.pem"')) return ['name'];
  if (!line.includes(' fsync(')) return [];
  if (line.includes(`<${keys}>`)) return ['sync of the folder'];
  return /<.*\.draft>/.test(line) ? ['sync of the draft'] : [];
}
