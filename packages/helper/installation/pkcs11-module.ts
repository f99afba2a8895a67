import { readFileSync } from 'node:fs';
import { KeyStoreRefused } from '../key-stores/key-store.ts';

/** Where the administrator of a PC says what differs; JSON with `pkcs11Module`. */
export const settingsPath = '/etc/koshin-helper.json';

/** OpenSC's, which knows most cards and tokens; the loader finds it in the system's folders. */
const usualModule = 'opensc-pkcs11.so';

/**
 * Path or file name of the module that reads the dedicated USB token: $KOSHIN_HELPER_PKCS11_MODULE, or what the settings
 * name, or OpenSC's. Throws {@link KeyStoreRefused} `helper-module-missing` where the settings cannot be read.
 */
export function pkcs11Module(
  environment: Readonly<Record<string, string | undefined>>,
  settings: string = settingsPath,
): string {
  return environment.KOSHIN_HELPER_PKCS11_MODULE || named(settings) || usualModule;
}

function named(path: string): string | null {
  const text = textOf(path);
  if (text === null) return null;
  try {
    const { pkcs11Module: module = null }: { pkcs11Module?: unknown } = Object(JSON.parse(text));
    if (module === null || typeof module === 'string') return module;
  } catch {
    // Told as what is neither text nor missing.
  }
  throw new KeyStoreRefused('helper-module-missing', { moduleName: path });
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
