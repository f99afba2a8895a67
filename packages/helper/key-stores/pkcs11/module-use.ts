import { basename } from 'node:path';
import type { Cryptoki } from '@koshin/cryptoki/cryptoki.ts';
import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import { KeyStoreRefused } from '../key-store.ts';

/** A module that is initialised for as long as somebody uses it. */
export interface ModuleUse {
  readonly cryptoki: Cryptoki;
  /** After all of one's sessions are closed; the last one ends the module. */
  release(): Promise<void>;
}

interface Users {
  count: number;
  /** Beginning and ending come one after the other. */
  turn: Promise<unknown>;
}

const usersOf = new Map<string, Users>();

/**
 * Initialises the module for the first user of this process. Anew after the last one has gone: with many modules that is
 * the only way in which a token that was plugged in since is seen. Throws {@link KeyStoreRefused}
 * `helper-module-missing` where there is no module at this path, and CryptokiError.
 */
export async function useModule(path: string, parameters = ''): Promise<ModuleUse> {
  const cryptoki = await loadCryptoki(path).catch(() => {
    throw new KeyStoreRefused('helper-module-missing', { moduleName: basename(path) });
  });
  const users = usersOf.get(path) ?? { count: 0, turn: Promise.resolve() };
  usersOf.set(path, users);
  await inTurn(users, async () => {
    await cryptoki.initialize(parameters);
    users.count += 1;
  });
  let released = false;
  return {
    cryptoki,
    async release() {
      if (released) return;
      released = true;
      await inTurn(users, async () => {
        users.count -= 1;
        if (users.count === 0) await cryptoki.finalize();
      });
    },
  };
}

function inTurn(users: Users, work: () => Promise<void>): Promise<void> {
  const done = users.turn.then(work);
  users.turn = done.catch(() => {});
  return done;
}
