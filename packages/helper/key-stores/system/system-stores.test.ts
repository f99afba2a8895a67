import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { keyStoreContract, type StoreWorld } from '../key-store.contract.ts';
import { keyWithCertificate } from '../testing/certified.ts';
import { StandInFolder } from '../testing/stand-in-folder.ts';
import { standIn } from '../testing/stand-in-run.ts';
import { KeychainKeyring } from './macos/keychain-keyring.ts';
import { SystemStore } from './system-store.ts';
import { openCngKeyring, providers } from './windows/cng-keyring.ts';

const purpose = '0123456789abcdef0123456789abcdef';

async function windows({ tpm }: { tpm: boolean }) {
  const { folder, run } = standIn('windows');
  if (tpm) mkdirSync(join(folder, providers.tpm));
  const open = async () => new SystemStore('Windows', await openCngKeyring(run));
  return { ...worldOf(folder, Object.values(providers), await open(), open), folder, run };
}

function worldOf(folder: string, keyrings: readonly string[], store: SystemStore, reopen: () => Promise<SystemStore>) {
  const kept = new StandInFolder(folder);
  const world: StoreWorld = {
    store,
    reopen,
    addStranger() {
      kept.makeKey(keyrings.at(-1) ?? '', 'le-stranger', 0);
      kept.putCertificate(new X509Certificate(freshCa().client('stranger').certificate).raw);
      kept.putCertificate(Buffer.from('no certificate at all'));
    },
    keysSeen: () => keyrings.flatMap((keyring) => kept.names(keyring)).length,
  };
  return world;
}

// Its RSA keys of 3072 bits are in software: both ways are gone.
keyStoreContract('the store of Windows with a TPM (a stand-in)', () => windows({ tpm: true }));
keyStoreContract('the keychain of macOS (a stand-in)', async () => {
  const { folder, run } = standIn('macos');
  const open = async () => new SystemStore('macOS', new KeychainKeyring(run));
  return worldOf(folder, ['login.keychain'], await open(), open);
});

it('keys of Windows are in the TPM, but of a kind that it does not know in software, and that is said', async () => {
  const { store, folder, reopen } = await windows({ tpm: true });
  const namesIn = (provider: keyof typeof providers) => new StandInFolder(folder).names(providers[provider]);
  await store.makeKey({ kind: 'P-256', purpose });
  await store.makeKey({ kind: 'RSA-2048', purpose });
  expect([namesIn('tpm').length, namesIn('software').length, store.protection]).toEqual([2, 0, 'enforced']);
  await store.makeKey({ kind: 'RSA-3072', purpose });
  expect([namesIn('tpm').length, namesIn('software').length, store.protection]).toEqual([2, 1, 'marked']);
  expect((await reopen()).protection).toBe('marked');
  expect(await store.list()).toHaveLength(3);
});

it('without a TPM keys of Windows are in software, found and used there, and that is not called a protection', async () => {
  const { store, folder, reopen } = await windows({ tpm: false });
  const { fingerprint } = await keyWithCertificate(store, freshCa(), purpose);
  expect(readdirSync(folder).sort()).toEqual([providers.software, 'certificates']);
  expect(store.protection).toBe('marked');
  const again = await reopen();
  expect(await again.findByFingerprint(fingerprint)).toMatchObject({ purpose });
  await again.remove(fingerprint);
  expect(await again.list()).toEqual([]);
});

it('nothing that comes from elsewhere, and no octets, stand in the arguments of a program', async () => {
  const { folder, run } = standIn('windows');
  mkdirSync(join(folder, providers.tpm));
  const seen = new Set<string>();
  const keyring = await openCngKeyring((call) => {
    for (const text of [call.program, ...call.args]) seen.add(text);
    return run(call);
  });
  const { fingerprint } = await keyWithCertificate(new SystemStore('Windows', keyring), freshCa(), purpose);
  await new SystemStore('Windows', keyring).remove(fingerprint);
  const constant = /^(C:\\Windows\\System32\\(certutil\.exe|WindowsPowerShell\\v1\.0\\powershell\.exe)|-[A-Za-z]+)$/;
  const others = [...seen].filter((text) => !constant.test(text) && !Object.values<string>(providers).includes(text));
  expect(others).toHaveLength(1);
  // That one is the script. Windows takes 32,767 characters.
  expect(others[0]?.length).toBeLessThan(30_000);
  expect(Buffer.from(others[0] ?? '', 'base64').toString('utf16le')).toContain('koshin-answer');
});

it.each(['windows', 'macos'] as const)(
  'on %s a key whose name is only like ours is somebody else’s',
  async (system) => {
    const { folder, run } = standIn(system);
    const [keyring, open] =
      system === 'windows'
        ? [providers.software, () => openCngKeyring(run)]
        : ['login.keychain', async () => new KeychainKeyring(run)];
    const like = [`koshin-${purpose}`, `koshin-${purpose}-0123456789abcdeF`, ` x-koshin-${purpose}-0123456789abcdef`];
    for (const name of like) new StandInFolder(folder).makeKey(keyring, name, 0);
    const store = new SystemStore(system, await open());
    expect(await store.list()).toEqual([]);
    const { keyDigest } = await store.makeKey({ kind: 'P-256', purpose });
    expect((await store.list()).map((key) => key.keyDigest)).toEqual([keyDigest]);
  },
);

function freshCa() {
  const ca = throwawayCa('CA of the test');
  onTestFinished(() => ca.remove());
  return ca;
}
