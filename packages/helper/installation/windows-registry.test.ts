import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunProgram } from '../key-stores/system/run-program.ts';
import { browserFolders, type Scope } from './browser-folders.ts';
import { installHost, launcherIn, uninstallHost } from './install.ts';
import { registeredOnWindows, registerOnWindows, unregisterOnWindows, valueIn } from './windows-registry.ts';

const program = { node: 'C:\\Program Files\\更新\\node.exe', program: 'C:\\100%\\koshin-helper.mjs' };
/** 「(既定)」 in code page 932. */
const byDefault = '(\x8a\xf9\x92\xe8)';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'koshin-windows-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** What stands in for `reg.exe`: a registry in memory; keys that begin with `refused` are somebody else's. */
function registry({ refused = 'nothing' } = {}) {
  const values = new Map<string, string>();
  const run: RunProgram = async ({ program: path, args, input }) => {
    expect([path, input]).toEqual(['C:\\Windows\\System32\\reg.exe', '']);
    const [act, key = '', ...rest] = args;
    const ended = (status: number, output = '') => ({ status, output: Uint8Array.from(Buffer.from(output, 'latin1')) });
    if (act !== 'query' && key.startsWith(refused)) return ended(1);
    if (act === 'add') {
      expect([rest.slice(0, 4), rest.slice(5)]).toEqual([['/ve', '/t', 'REG_SZ', '/d'], ['/f']]);
      values.set(key, rest[4] ?? '');
      return ended(0, '\x91\x80\x8d\xec');
    }
    if (act === 'delete') return ended(values.delete(key) ? 0 : 1);
    const value = values.get(key);
    return value === undefined ? ended(1) : ended(0, `\r\n${key}\r\n    ${byDefault}    REG_SZ    ${value}\r\n\r\n`);
  };
  return { values, run };
}

describe.each<[string, () => Scope, string]>([
  ['one user', () => ({ home: folder() }), 'HKCU'],
  ['everybody on the PC', () => ({ root: folder() }), 'HKLM'],
])('on Windows the native host, installed for %s', (_whom, scopeOf, hive) => {
  it('is named to Chromium, Chrome, Edge and Firefox in the registry, each by a manifest that it can read', async () => {
    const scope = scopeOf();
    const { values, run } = registry();
    installHost(scope, program, 'win32');
    await registerOnWindows(scope, run);
    expect([...values.keys()]).toEqual([
      `${hive}\\Software\\Chromium\\NativeMessagingHosts\\jp.koshin.helper`,
      `${hive}\\Software\\Google\\Chrome\\NativeMessagingHosts\\jp.koshin.helper`,
      `${hive}\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\jp.koshin.helper`,
      `${hive}\\Software\\Mozilla\\NativeMessagingHosts\\jp.koshin.helper`,
    ]);
    for (const [key, path] of values) {
      const manifest = JSON.parse(readFileSync(path, 'utf8'));
      expect(manifest.path).toBe(launcherIn(scope, 'win32'));
      expect(Object.keys(manifest)).toContain(key.includes('Mozilla') ? 'allowed_extensions' : 'allowed_origins');
    }
    const found = await registeredOnWindows(scope, run);
    expect(found.map(({ browser }) => browser)).toEqual(['Chromium', 'Google Chrome', 'Microsoft Edge', 'Firefox']);
    expect(found.map(({ path }) => path)).toEqual([...values.values()]);
  });

  it('leaves nothing when it is taken away, also a second time', async () => {
    const scope = scopeOf();
    const { values, run } = registry();
    installHost(scope, program, 'win32');
    await registerOnWindows(scope, run);
    values.set(`${hive}\\Software\\Mozilla\\NativeMessagingHosts\\org.other`, 'C:\\other.json');
    for (const _ of [1, 2]) {
      await unregisterOnWindows(scope, run);
      uninstallHost(scope, 'win32');
    }
    expect([...values.keys()]).toEqual([`${hive}\\Software\\Mozilla\\NativeMessagingHosts\\org.other`]);
    expect(existsSync(launcherIn(scope, 'win32'))).toBe(false);
    expect(await registeredOnWindows(scope, run)).toEqual([]);
  });

  it('says which key is refused', async () => {
    const { values, run } = registry({ refused: `${hive}\\Software\\Google` });
    await expect(registerOnWindows(scopeOf(), run)).rejects.toThrow(`${hive}\\Software\\Google`);
    values.set(`${hive}\\Software\\Google\\Chrome\\NativeMessagingHosts\\jp.koshin.helper`, 'C:\\old.json');
    await expect(unregisterOnWindows(scopeOf(), run)).rejects.toThrow('cannot be removed');
  });
});

it('the launcher of Windows is read as UTF-8 before a path comes, and no part of a path is a variable', () => {
  const scope = { home: folder() };
  installHost(scope, program, 'win32');
  expect(readFileSync(launcherIn(scope, 'win32'), 'utf8')).toBe(
    '@echo off\r\nchcp 65001 >nul 2>&1\r\n"C:\\Program Files\\更新\\node.exe" "C:\\100%%\\koshin-helper.mjs" host %*\r\n',
  );
});

it.each([
  ['English', '\r\nHKEY_X\r\n    (Default)    REG_SZ    C:\\a b\\c.json\r\n\r\n', 'C:\\a b\\c.json'],
  ['Japanese', `\r\nHKEY_X\r\n    ${byDefault}    REG_SZ    C:\\c.json\r\n`, 'C:\\c.json'],
  ['no value', '\r\nHKEY_X\r\n    (Default)    REG_SZ    \r\n', null],
  ['another type', '    (Default)    REG_EXPAND_SZ    %X%\\c.json\r\n', null],
  ['two values', '    a    REG_SZ    C:\\a\r\n    b    REG_SZ    C:\\b\r\n', null],
  ['nothing', '', null],
  ['cut off', '    (Default)    REG_SZ', null],
])('of what reg prints in %s, the value is %s', (_how, output, value) => {
  expect(valueIn(Buffer.from(output, 'latin1'))).toBe(value);
});

it('on Windows a manifest whose path is not ASCII is taken for ours', async () => {
  const scope = { home: join(folder(), '更新 太郎') };
  const { run } = registry();
  await registerOnWindows(scope, run);
  const [first] = await registeredOnWindows(scope, run);
  expect(first?.path).toBe(join(browserFolders(scope, 'win32')[0]?.folder ?? '', 'jp.koshin.helper.json'));
});

describe.each<[string, () => Scope]>([
  ['one user', () => ({ home: folder() })],
  ['everybody on the PC', () => ({ root: folder() })],
])('on macOS the native host, installed for %s', (_whom, scopeOf) => {
  it('is found in the browsers’ folders, started by its launcher, and taken away whole', () => {
    const scope = scopeOf();
    const written = installHost(scope, { node: '/bin/echo', program: 'x' }, 'darwin');
    expect(written).toHaveLength(5);
    for (const { folder: place } of browserFolders(scope, 'darwin')) {
      expect(place).toMatch(/\/Library\/.*\/NativeMessagingHosts$/);
      const manifest = JSON.parse(readFileSync(join(place, 'jp.koshin.helper.json'), 'utf8'));
      expect(execFileSync(manifest.path, ['a b'], { encoding: 'utf8' })).toBe('x host a b\n');
    }
    uninstallHost(scope, 'darwin');
    expect(written.filter((path) => existsSync(path))).toEqual([]);
  });
});
