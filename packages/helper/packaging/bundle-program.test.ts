import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleProgram, koffiBinary, koffiFile } from './bundle-program.ts';

let program: string;
beforeAll(async () => {
  program = await bundleProgram();
}, 60_000);

/** The program alone in a folder, far from any package of npm. */
function alone({ withKoffi }: { withKoffi: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'koshin-helper.mjs'), program);
  if (withKoffi) copyFileSync(koffiBinary(), join(folder, koffiFile));
  const env = { HOME: folder, PATH: '/usr/bin:/bin', LC_ALL: 'C' };
  return (...args: string[]) =>
    spawnSync(process.execPath, [join(folder, 'koshin-helper.mjs'), ...args], { encoding: 'utf8', env, input: '' });
}

describe('the program in one file', () => {
  it('imports nothing but Node’s own modules', () => {
    const imported = [...program.matchAll(/^import\b[^'"]*['"]([^'"]+)['"]/gm)].map(([, name = '']) => name);
    expect(imported.length).toBeGreaterThan(3);
    expect(imported.filter((name) => !isBuiltin(name))).toEqual([]);
    expect([...program.matchAll(/(?<![.\w])import\(\s*['"]([^'"]+)/g)].map(([, name]) => name)).toEqual([]);
  });

  it('does by itself what it does from the sources: each command is there', () => {
    const helper = alone({ withKoffi: true });
    expect(helper('version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(helper('doctor', '--json').stdout).toContain('"store-writable"');
    expect(helper('token', 'init').stderr).toContain('--label');
    expect(helper('renew').stderr).toContain('--url');
    expect(helper('host', 'chrome-extension://abc/')).toMatchObject({ status: 0, stdout: '' });
  });

  it('without koffi’s binary says that the store is missing, and renews machines all the same', () => {
    const helper = alone({ withKoffi: false });
    expect(helper('doctor').stdout).toContain('certificate store was not found');
    const renewing = helper('renew', '--url', 'https://localhost:1/est', '--folder', '/nowhere', '--json');
    expect(JSON.parse(renewing.stdout)).toEqual({ outcome: 'no-certificate' });
  });
});
