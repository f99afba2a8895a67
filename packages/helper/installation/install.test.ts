import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browserFolders, type Scope } from './browser-folders.ts';
import { installHost, isPackaged, launcherIn, uninstallHost } from './install.ts';

const program = { node: process.execPath, program: '/opt/koshin/koshin-helper.ts' };

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "koshin's install-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const filesBelow = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe.each<[string, () => Scope]>([
  ['one user', () => ({ home: folder() })],
  ['everybody on the PC', () => ({ root: folder() })],
])('the native host, installed for %s', (_whom, scopeOf) => {
  it('is found by every known browser, and may be started by our extension alone', () => {
    const scope = scopeOf();
    const written = installHost(scope, program);
    expect(written).toHaveLength(5);
    for (const { family, folder: place } of browserFolders(scope)) {
      const manifest = JSON.parse(readFileSync(join(place, 'jp.koshin.helper.json'), 'utf8'));
      expect(manifest).toMatchObject({ name: 'jp.koshin.helper', type: 'stdio', path: launcherIn(scope) });
      const allowed = family === 'chromium' ? manifest.allowed_origins : manifest.allowed_extensions;
      expect(allowed).toHaveLength(1);
    }
  });

  it('is started by its launcher, with what the browser says, also from a folder with an apostrophe', () => {
    const scope = scopeOf();
    const told = join(folder(), 'tell.mjs');
    writeFileSync(told, 'console.log(JSON.stringify(process.argv.slice(2)));');
    installHost(scope, { node: process.execPath, program: told });
    const output = execFileSync(launcherIn(scope), ['chrome-extension://abc/', 'a b'], { encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual(['host', 'chrome-extension://abc/', 'a b']);
  });

  it('leaves nothing when it is taken away, and touches nothing of others', () => {
    const scope = scopeOf();
    installHost(scope, program);
    installHost(scope, program);
    const [first] = browserFolders(scope);
    const others = join(first?.folder ?? '', 'org.other.json');
    mkdirSync(dirname(others), { recursive: true });
    writeFileSync(others, '{}');
    uninstallHost(scope);
    uninstallHost(scope);
    const base = 'home' in scope ? scope.home : scope.root;
    expect(filesBelow(base).map(({ name }) => name)).toEqual(['org.other.json']);
    expect(existsSync(launcherIn(scope))).toBe(false);
  });
});

it('a program that a package of the system brought is known by where it is', () => {
  expect(isPackaged('/usr/lib/koshin-helper/koshin-helper.mjs')).toBe(true);
  expect(isPackaged('/home/a/koshin-helper-0.1.0/koshin-helper.mjs')).toBe(false);
});
