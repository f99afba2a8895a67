import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeNssStore } from '../../../../tests/testkit/nss.ts';
import { databaseOfBrowser } from './browser-database.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'koshin-proc-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A folder as /proc is, in which process 7 has these files open. */
function proc(...open: readonly (readonly [descriptor: number, target: string])[]): string {
  const made = folder();
  mkdirSync(join(made, '7', 'fd'), { recursive: true });
  for (const [descriptor, target] of open) symlinkSync(target, join(made, '7', 'fd', String(descriptor)));
  return made;
}

it('is the one that the browser has open', async () => {
  const at = {
    browserPid: 7,
    home: '/home/taro',
    proc: proc([3, '/dev/null'], [40, '/home/taro/ff/x.default/cert9.db']),
  };
  expect(await databaseOfBrowser(at)).toBe('/home/taro/ff/x.default');
});

it('is the one opened first, by number and not by text, of several', async () => {
  const at = { browserPid: 7, home: '/home/taro', proc: proc([100, '/late/cert9.db'], [9, '/early/cert9.db']) };
  expect(await databaseOfBrowser(at)).toBe('/early');
});

it.each([
  ['none is open', () => proc([3, '/dev/null'], [4, 'socket:[1]'], [5, '/x/cert9.db-journal'])],
  ['nobody may look', () => folder()],
])('is that in the home folder where %s', async (_why, at) => {
  const found = await databaseOfBrowser({ browserPid: 7, home: '/home/taro', proc: at() });
  expect(found).toBe('/home/taro/.pki/nssdb');
});

it('is seen of a process that runs', async () => {
  const nss = folder();
  makeNssStore({ nss });
  const script = `require('fs').openSync(${JSON.stringify(join(nss, 'cert9.db'))}, 'r'); console.log('open'); setInterval(() => {}, 1000);`;
  const browser = spawn(process.execPath, ['-e', script]);
  onTestFinished(() => void browser.kill('SIGKILL'));
  await once(browser.stdout, 'data');
  expect(await databaseOfBrowser({ browserPid: browser.pid ?? 0, home: '/home/taro' })).toBe(nss);
});
