import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { importPkcs12, makeNssStore, nicknamesIn } from '../../../../tests/testkit/nss.ts';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { keyStoreContract, type StoreWorld } from '../key-store.contract.ts';
import type { KeyStore } from '../key-store.ts';
import { certified, keyWithCertificate } from '../testing/certified.ts';
import { openNssStore } from './nss-store.ts';

const purpose = '0123456789abcdef0123456789abcdef';

function freshHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'koshin-nss-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Closed after the test: softoken works on one folder at a time. */
async function opened(folder: string): Promise<KeyStore> {
  const store = await openNssStore(folder);
  onTestFinished(() => store.close());
  return store;
}

function freshCa() {
  const ca = throwawayCa('CA of the test');
  onTestFinished(() => ca.remove());
  return ca;
}

const certutil = (folder: string, ...args: string[]) =>
  execFileSync('certutil', ['-d', `sql:${folder}`, ...args], { encoding: 'utf8', stdio: 'pipe' });

function keysIn(folder: string): number {
  try {
    return certutil(folder, '-K')
      .split('\n')
      .filter((line) => line.startsWith('<')).length;
  } catch (error) {
    if (`${error instanceof Error && 'stderr' in error && error.stderr}`.includes('SEC_ERROR_NO_KEY')) return 0;
    if (`${error instanceof Error && 'stdout' in error && error.stdout}`.includes('no keys found')) return 0;
    throw error;
  }
}

async function world(folder: string): Promise<StoreWorld> {
  const store = await opened(folder);
  return {
    store,
    async reopen() {
      await store.close();
      return opened(folder);
    },
    addStranger() {
      const ca = freshCa();
      importPkcs12({ nss: folder }, ca.client('stranger').pkcs12, 'pk12');
    },
    keysSeen: () => keysIn(folder),
  };
}

keyStoreContract('the store of Chromium, made by us', () => world(join(freshHome(), '.pki', 'nssdb')));
keyStoreContract('the store in a profile of Firefox', () => {
  const nss = join(freshHome(), 'x1y2z3.default-esr');
  makeNssStore({ nss });
  writeFileSync(join(nss, 'prefs.js'), '');
  return world(nss);
});

it('a store that is missing is made for its owner alone', async () => {
  const home = freshHome();
  await opened(join(home, '.pki', 'nssdb'));
  for (const folder of ['.pki', '.pki/nssdb']) expect(statSync(join(home, folder)).mode & 0o777).toBe(0o700);
  for (const file of ['cert9.db', 'key4.db']) expect(existsSync(join(home, '.pki/nssdb', file))).toBe(true);
});

it('certutil sees key and certificate under the certificate’s name, as the user’s own', async () => {
  const folder = join(freshHome(), 'nssdb');
  const store = await opened(folder);
  await keyWithCertificate(store, freshCa(), purpose);
  expect(nicknamesIn({ nss: folder })).toEqual(['見本 太郎']);
  expect(certutil(folder, '-L')).toMatch(/u,u,u/);
  expect(certutil(folder, '-K')).toMatch(new RegExp(`^<.*> ec +[0-9a-f]{40} +koshin ${purpose}$`, 'm'));
});

it('a certificate that another program brought in meets its key', async () => {
  const folder = join(freshHome(), 'nssdb');
  const store = await opened(folder);
  const key = await store.makeKey({ kind: 'P-256', purpose });
  const { der, fingerprint } = await certified(store, key, freshCa());
  const file = join(folder, 'brought.der');
  writeFileSync(file, der);
  certutil(folder, '-A', '-n', 'brought', '-t', ',,', '-i', file);
  expect(await store.findByFingerprint(fingerprint)).toMatchObject({ keyDigest: key.keyDigest });
});

it('what marks a key as not to be given out is not enforced: pk12util takes it out', async () => {
  const folder = join(freshHome(), 'nssdb');
  const store = await opened(folder);
  await keyWithCertificate(store, freshCa(), purpose);
  expect(store.protection).toBe('marked');
  const file = join(folder, 'taken.p12');
  execFileSync('pk12util', ['-d', `sql:${folder}`, '-o', file, '-n', '見本 太郎', '-W', 'pw', '-K', ''], {
    stdio: 'pipe',
  });
  const args = ['pkcs12', '-in', file, '-passin', 'pass:pw', '-nodes', '-nocerts', '-legacy'];
  expect(execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })).toContain('BEGIN PRIVATE KEY');
});

it('a primary password is left to the browser: the store is not writable', async () => {
  const folder = join(freshHome(), 'profile');
  mkdirSync(folder);
  const password = join(folder, 'password');
  writeFileSync(password, 'primary\n');
  certutil(folder, '-N', '-f', password);
  await expect(openNssStore(folder)).rejects.toMatchObject({ code: 'store-not-writable' });
});

it('a place where no folder can be is not writable', async () => {
  const home = freshHome();
  writeFileSync(join(home, '.pki'), 'a file');
  await expect(openNssStore(join(home, '.pki', 'nssdb'))).rejects.toMatchObject({ code: 'store-not-writable' });
});

it('a database that is damaged is not writable, and another store can be opened afterwards', async () => {
  const home = freshHome();
  const damaged = join(home, 'damaged');
  mkdirSync(damaged);
  for (const file of ['cert9.db', 'key4.db']) writeFileSync(join(damaged, file), 'no database at all '.repeat(100));
  await expect(openNssStore(damaged)).rejects.toMatchObject({ code: 'store-not-writable' });
  chmodSync(damaged, 0o700);
  const store = await opened(join(home, 'whole'));
  expect(await store.isWritable()).toBe(true);
});
