import type { KeyStore } from '../key-store.ts';
import { RefusingStore } from '../refusing-store.ts';
import { KeychainKeyring } from './macos/keychain-keyring.ts';
import { ProgramFailed, type RunProgram } from './run-program.ts';
import { SystemStore } from './system-store.ts';
import { openCngKeyring } from './windows/cng-keyring.ts';

/** For people: where Windows and macOS themselves show it. */
const labels = { windows: 'Windows (certmgr.msc)', macos: 'macOS (login keychain)' } as const;

/** The user's own store; one whose tools fail is there and refuses every act. Null where the tools are missing. */
export async function openSystemStore(
  platform: 'win32' | 'darwin',
  run: RunProgram,
): Promise<{ readonly kind: 'windows' | 'macos'; readonly store: KeyStore } | null> {
  const kind = platform === 'win32' ? 'windows' : 'macos';
  try {
    const keyring = kind === 'windows' ? await openCngKeyring(run, process.env.SystemRoot) : new KeychainKeyring(run);
    return { kind, store: new SystemStore(labels[kind], keyring) };
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    return error.why === 'missing' ? null : { kind, store: new RefusingStore(labels[kind], 'store-not-writable') };
  }
}
