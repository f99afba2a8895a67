import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../source-tree.ts';

const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js');

/** What knip has against the folder: files, exports, types and dependencies that nobody uses, one in a line. */
function deadCode(directory: string, ...settings: readonly string[]): string {
  const kinds = ['--include', 'files,exports,types,dependencies,unresolved'];
  const quiet = ['--reporter', 'compact', '--no-progress', '--no-config-hints'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [knip, '--directory', directory, ...kinds, ...quiet, ...settings],
    { encoding: 'utf8' },
  );
  if (status !== 0 && status !== 1) throw new Error(`knip ended with ${status}: ${stdout}${stderr}`);
  return stdout.trim();
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-knip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const start = {
  'package.json': '{"name":"sample","main":"index.ts"}',
  'index.ts': `import { a } from './a.ts';\na();\n`,
};

describe('dead code', () => {
  it('is nowhere: no file, export, type or dependency that nobody uses', () => {
    expect(deadCode(root, '--config', join(import.meta.dirname, 'knip.ts'))).toBe('');
  });

  it('is found where there is some', () => {
    const a = 'export function a() {}\nexport function unused() {}\nexport type Unused = string;\n';
    const found = deadCode(folderWith({ ...start, 'a.ts': a, 'alone.ts': 'export const x = 1;\n' }));
    expect(found).toMatch(/alone\.ts/);
    expect(found).toMatch(/a\.ts: unused/);
    expect(found).toMatch(/a\.ts: Unused/);
  });

  it('is not seen where everything is used', () => {
    expect(deadCode(folderWith({ ...start, 'a.ts': 'export function a() {}\n' }))).toBe('');
  });
});
