import { readFileSync } from 'node:fs';

/** Where the administrator of a PC says what differs; JSON with `pkcs11Module`. */
export const settingsPath = '/etc/koshin-helper.json';

/** OpenSC's, which knows most cards and tokens; the loader finds it in the system's folders. */
const usualModule = 'opensc-pkcs11.so';

/**
 * Path or file name of the module that reads the dedicated USB token: $KOSHIN_HELPER_PKCS11_MODULE, or what the settings
 * name, or OpenSC's. Where the settings cannot be read it is their own path: no module is there, which is told by their name
 * as soon as somebody wants a token, and takes nothing from who keeps keys on the PC.
 */
export function pkcs11Module(
  environment: Readonly<Record<string, string | undefined>>,
  settings: string = settingsPath,
): string {
  return environment.KOSHIN_HELPER_PKCS11_MODULE || named(settings) || usualModule;
}

/** Null where the settings say nothing of it, or there are none. */
function named(path: string): string | null {
  try {
    const { pkcs11Module: module = null }: { pkcs11Module?: unknown } = Object(JSON.parse(readFileSync(path, 'utf8')));
    return module === null || typeof module === 'string' ? module : path;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : path;
  }
}
