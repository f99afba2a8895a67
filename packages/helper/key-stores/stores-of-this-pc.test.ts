import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { softHsm } from '../../../tests/testkit/hsm/soft-hsm.ts';
import { makeNssStore } from '../../../tests/testkit/nss.ts';
import { StoresOfThisPc } from './stores-of-this-pc.ts';

const purpose = '0123456789abcdef0123456789abcdef';

/** This process plays the browser: it has open what the test opens. */
function world(tokenModule = '/nowhere/libtoken.so') {
  const home = mkdtempSync(join(tmpdir(), 'koshin-home-'));
  const stores = new StoresOfThisPc({ browserPid: process.pid, home, tokenModule });
  onTestFinished(async () => {
    await stores.close();
    rmSync(home, { recursive: true, force: true });
  });
  return { home, stores, ofHome: join(home, '.pki', 'nssdb') };
}

/** As Firefox has it open, from now to the end of the test. */
function openedProfile(home: string, ...password: string[]): string {
  const nss = join(home, 'x1.default-esr');
  mkdirSync(nss);
  if (password.length === 0) makeNssStore({ nss });
  else {
    writeFileSync(join(home, 'password'), `${password[0]}\n`);
    execFileSync('certutil', ['-d', `sql:${nss}`, '-N', '-f', join(home, 'password')], { stdio: 'pipe' });
  }
  const descriptor = openSync(join(nss, 'cert9.db'), 'r');
  onTestFinished(() => closeSync(descriptor));
  return nss;
}

it('keys of a browser that has opened no store yet come into the home folder', async () => {
  const { stores, ofHome } = world();
  const pc = await stores.pc();
  await pc?.store.makeKey({ kind: 'P-256', purpose });
  expect(pc?.kind).toBe('nss');
  expect(existsSync(join(ofHome, 'key4.db'))).toBe(true);
  expect((await stores.pc())?.store).toBe(pc?.store);
});

it('keys of a browser that has a profile open come into that', async () => {
  const { home, stores, ofHome } = world();
  const nss = openedProfile(home);
  await (await stores.pc())?.store.makeKey({ kind: 'P-256', purpose });
  expect(execFileSync('certutil', ['-d', `sql:${nss}`, '-K'], { encoding: 'utf8' })).toContain(purpose);
  expect(existsSync(ofHome)).toBe(false);
});

it('asked several times at once, opens one store', async () => {
  const { stores } = world();
  const [one, two] = await Promise.all([stores.pc(), stores.pc()]);
  expect(one?.store).toBe(two?.store);
});

it('a profile with a primary password is there, and refuses every act', async () => {
  const { home, stores } = world();
  openedProfile(home, 'primary');
  const store = (await stores.pc())?.store;
  if (store === undefined) throw new Error('no store');
  expect(await store.isWritable()).toBe(false);
  const nobody = '0'.repeat(64);
  for (const act of [
    () => store.list(),
    () => store.makeKey({ kind: 'P-256', purpose }),
    () => store.publicKeyOf(nobody),
    () => store.sign(nobody, new Uint8Array(1)),
    () => store.install(nobody, new Uint8Array(1)),
    () => store.findByFingerprint(nobody),
    () => store.remove(nobody),
  ]) {
    await expect(act()).rejects.toMatchObject({ name: 'KeyStoreRefused', code: 'store-not-writable' });
  }
  await store.close();
});

it('a token and the PC’s store work side by side in one process', async () => {
  const hsm = softHsm();
  onTestFinished(() => hsm.remove());
  const { stores } = world(hsm.module);
  const serial = (await stores.tokens()).present[0]?.serial ?? '';
  const token = await stores.openToken(serial);
  onTestFinished(() => token.close());
  await token.logIn(hsm.pin);
  const pc = await stores.pc();
  const made = [await token.makeKey({ kind: 'P-256', purpose }), await pc?.store.makeKey({ kind: 'P-256', purpose })];
  expect(await token.list()).toEqual([made[0]]);
  expect(await pc?.store.list()).toEqual([made[1]]);
});
