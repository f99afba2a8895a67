import { join, win32 } from 'node:path';
import { hostName } from '@koshin/wire/helper/values.ts';
import type { RunProgram } from '../key-stores/system/run-program.ts';
import { browserFolders, type Scope } from './browser-folders.ts';

/** Below HKEY_CURRENT_USER as below HKEY_LOCAL_MACHINE. */
const keys = {
  Chromium: 'Software\\Chromium',
  'Google Chrome': 'Software\\Google\\Chrome',
  'Microsoft Edge': 'Software\\Microsoft\\Edge',
  Firefox: 'Software\\Mozilla',
} as const;

export interface RegisteredManifest {
  readonly browser: keyof typeof keys;
  /** Of the manifest. */
  readonly path: string;
}

interface Entry extends RegisteredManifest {
  readonly key: string;
}

function entries(scope: Scope): readonly Entry[] {
  const hive = 'home' in scope ? 'HKCU' : 'HKLM';
  return browserFolders(scope, 'win32').map(({ browser, folder }) => {
    const key = `${hive}\\${keys[browser]}\\NativeMessagingHosts\\${hostName}`;
    return { browser, key, path: join(folder, `${hostName}.json`) };
  });
}

/** Has every known browser find the manifests that `installHost` wrote. Returns the keys. Throws where one is refused. */
export async function registerOnWindows(scope: Scope, run: RunProgram): Promise<readonly string[]> {
  for (const { key, path } of entries(scope)) {
    const status = (await reg(run, 'add', key, '/ve', '/t', 'REG_SZ', '/d', path, '/f')).status;
    if (status !== 0) throw new Error(`${key} cannot be written (reg add: status ${status})`);
  }
  return entries(scope).map(({ key }) => key);
}

/** Takes that away; again is nothing. Throws where one is refused. */
export async function unregisterOnWindows(scope: Scope, run: RunProgram): Promise<void> {
  for (const { key } of entries(scope)) {
    await reg(run, 'delete', key, '/f');
    // Its status says the same of a key that is not there and of one that is refused.
    if ((await reg(run, 'query', key)).status === 0) throw new Error(`${key} cannot be removed`);
  }
}

/** What the browsers are told; of a path that is not ASCII and stands in some code page, that it is ours. */
export async function registeredOnWindows(scope: Scope, run: RunProgram): Promise<readonly RegisteredManifest[]> {
  const found: RegisteredManifest[] = [];
  for (const { browser, key, path } of entries(scope)) {
    const { status, output } = await reg(run, 'query', key, '/ve');
    const named = status === 0 ? valueIn(output) : null;
    if (named !== null) found.push({ browser, path: /^[\x20-\x7e]+$/.test(named) ? named : path });
  }
  return found;
}

/** The one value of type REG_SZ in what `reg query` prints, octets as they are; its name is in the system's language. */
export function valueIn(output: Uint8Array): string | null {
  const lines = Buffer.from(output).toString('latin1').split(/\r?\n/);
  const [value, second] = lines.flatMap((line) => /^ {4}\S.* {4}REG_SZ {4}(\S.*)$/.exec(line)?.[1] ?? []);
  return value === undefined || second !== undefined ? null : value;
}

function reg(run: RunProgram, ...args: readonly string[]) {
  const program = win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  return run({ program, args, input: '' });
}
