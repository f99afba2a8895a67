import { basename } from 'node:path';
import { tokenFlags } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki, Handle, TokenInfo } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import type { HostStatus, TokenReport } from '@koshin/wire/helper/status.ts';
import { KeyStoreRefused } from '../key-store.ts';
import { useModule } from '../pkcs11/module-use.ts';

export interface PresentToken {
  readonly slot: Handle;
  readonly info: TokenInfo;
}

/** Tokens that were initialised, in slots that can be asked. Throws CryptokiError when the module cannot be asked at all. */
export async function presentTokens(cryptoki: Cryptoki): Promise<readonly PresentToken[]> {
  const found: PresentToken[] = [];
  for (const slot of await cryptoki.slots()) {
    const info = await cryptoki.tokenInfo(slot).catch((error: unknown) => {
      if (error instanceof CryptokiError) return null;
      throw error;
    });
    if (info !== null && info.flags & tokenFlags.initialised) found.push({ slot, info });
  }
  return found;
}

/** What is plugged in, without a login; throws for nothing that a module or a token does. */
export async function reportTokens(module: string): Promise<HostStatus['tokens']> {
  const moduleName = basename(module);
  try {
    const use = await useModule(module);
    try {
      const present = (await presentTokens(use.cryptoki)).map(({ info }) => reportOf(info));
      return { moduleName, moduleFound: true, present };
    } finally {
      await use.release();
    }
  } catch (error) {
    if (error instanceof KeyStoreRefused) return { moduleName, moduleFound: false, present: [] };
    if (error instanceof CryptokiError) return { moduleName, moduleFound: true, present: [] };
    throw error;
  }
}

function reportOf({ serialNumber, label, flags }: TokenInfo): TokenReport {
  return { serial: serialNumber, label, pin: pinState(flags) };
}

export function pinState(flags: number): TokenReport['pin'] {
  if (flags & tokenFlags.pinLocked) return 'locked';
  if (flags & tokenFlags.pinFinalTry) return 'final-try';
  return flags & tokenFlags.pinCountLow ? 'tried-wrong' : 'untouched';
}
