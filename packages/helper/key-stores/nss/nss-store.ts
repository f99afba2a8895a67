import { constants } from 'node:fs';
import { access, chmod, mkdir } from 'node:fs/promises';
import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { type KeyStore, KeyStoreRefused } from '../key-store.ts';
import { useModule } from '../pkcs11/module-use.ts';
import { Pkcs11Store } from '../pkcs11/pkcs11-store.ts';
import { findSoftoken, softokenParameters } from './softoken.ts';

/** What NSS calls the part of itself that keeps what is durable. */
const databaseLabel = 'NSS Certificate DB';

/**
 * The store of Chromium or Firefox in this folder, made for its owner alone where there is none. Softoken works on one
 * folder at a time: a process closes one store before it opens another. Throws {@link KeyStoreRefused}:
 * `helper-module-missing`; `store-not-writable` where the folder cannot be written or a primary password guards it.
 */
export async function openNssStore(folder: string): Promise<KeyStore> {
  const module = findSoftoken();
  await makeFolder(folder);
  const use = await useModule(module, softokenParameters(folder)).catch(refuse);
  const { cryptoki } = use;
  try {
    const slot = await findDatabase(cryptoki);
    await mustHaveNoPassword(cryptoki, slot);
    const session = await cryptoki.openSession(slot, { writing: true });
    const opened = { access: { cryptoki, slot, session }, use, refusalOf };
    return new Pkcs11Store({ place: { kind: 'pc' }, label: databaseLabel, protection: 'marked' }, opened);
  } catch (error) {
    await use.release();
    throw refusalOf(error) ?? error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) await chmod(folder, 0o700);
    // Softoken would work on in memory, and lose what it says it keeps.
    await access(folder, constants.W_OK);
  } catch {
    throw new KeyStoreRefused('store-not-writable');
  }
}

async function findDatabase(cryptoki: Cryptoki): Promise<Handle> {
  for (const slot of await cryptoki.slots()) {
    if ((await cryptoki.tokenInfo(slot)).label === databaseLabel) return slot;
  }
  throw new KeyStoreRefused('store-not-writable');
}

async function mustHaveNoPassword(cryptoki: Cryptoki, slot: Handle): Promise<void> {
  const { flags } = await cryptoki.tokenInfo(slot);
  // 1. A new database has no password yet, not even the empty one that browsers give it.
  if (!(flags & tokenFlags.pinInitialised)) await giveEmptyPassword(cryptoki, slot);
  // 2. Whoever set a primary password is asked for it by the browser alone.
  else if (flags & tokenFlags.loginRequired) throw new KeyStoreRefused('store-not-writable');
}

async function giveEmptyPassword(cryptoki: Cryptoki, slot: Handle): Promise<void> {
  const session = await cryptoki.openSession(slot, { writing: true });
  try {
    await cryptoki.login(session, new Uint8Array(), 'security-officer');
    await cryptoki.initialisePin(session, new Uint8Array());
  } finally {
    await cryptoki.closeSession(session);
  }
}

/** Softoken says of a folder or a disk that it cannot write, and of a database it cannot read, whatever comes to it. */
function refusalOf(error: unknown): KeyStoreRefused | null {
  return error instanceof CryptokiError ? new KeyStoreRefused('store-not-writable') : null;
}

function refuse(error: unknown): never {
  throw refusalOf(error) ?? error;
}
