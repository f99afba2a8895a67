import { expect, it } from 'vitest';
import { StoresOfThisPc } from '../stores-of-this-pc.ts';
import { standIn } from '../testing/stand-in-run.ts';
import { ProgramFailed, type RunProgram } from './run-program.ts';

const purpose = '0123456789abcdef0123456789abcdef';
const stores = (platform: NodeJS.Platform, run: RunProgram) =>
  new StoresOfThisPc({ browserPid: 0, home: '/nowhere', tokenModule: '/nowhere/module', platform, run });

const ending =
  (status: number, output = '') =>
  async () => ({ status, output: Uint8Array.from(Buffer.from(output)) });
const failing = (why: ProgramFailed['why']) => async () => {
  throw new ProgramFailed(why);
};

it.each([
  ['win32', 'windows'],
  ['darwin', 'macos'],
] as const)('on %s the PC’s store is the user’s own', async (platform, kind) => {
  const all = stores(platform, standIn(kind).run);
  const pc = await all.pc();
  expect(pc).toMatchObject({ kind, store: { protection: 'marked', place: { kind: 'pc' } } });
  const made = await pc?.store.makeKey({ kind: 'P-256', purpose });
  expect(await (await all.pc())?.store.list()).toEqual([made]);
  await all.close();
});

it('on Windows without PowerShell there is no store', async () => {
  expect(await stores('win32', failing('missing')).pc()).toBeNull();
});

it.each<[string, NodeJS.Platform, RunProgram]>([
  ['Windows whose PowerShell may not run scripts', 'win32', ending(3)],
  ['Windows that says something else', 'win32', ending(0, 'コマンドは正常に完了しました。')],
  ['Windows that hangs', 'win32', failing('slow')],
  ['macOS that says something else', 'darwin', ending(0, 'execution error: Error: -25308')],
  ['macOS whose keychain stays locked', 'darwin', ending(1)],
  ['macOS without osascript', 'darwin', failing('missing')],
])('the store of %s is there, is not writable and makes no key', async (_what, platform, run) => {
  const store = (await stores(platform, run).pc())?.store;
  if (store === undefined) throw new Error('no store');
  expect(await store.isWritable()).toBe(false);
  const refusal = { name: 'KeyStoreRefused', code: 'store-not-writable' };
  await expect(store.makeKey({ kind: 'P-256', purpose })).rejects.toMatchObject(refusal);
});
