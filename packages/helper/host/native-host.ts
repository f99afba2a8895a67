import { homedir } from 'node:os';
import { join } from 'node:path';
import { pkcs11Module } from '../installation/pkcs11-module.ts';
import { helperVersion } from '../installation/version.ts';
import { StoresOfThisPc } from '../key-stores/stores-of-this-pc.ts';
import { hostLog } from './host-log.ts';
import { runHost } from './run-host.ts';

/** The stores of who runs this, of the browser that started it where one did. The caller closes them. */
export function storesOfThisUser(): StoresOfThisPc {
  return new StoresOfThisPc({ browserPid: process.ppid, home: homedir(), tokenModule: pkcs11Module(process.env) });
}

/** The native host: for one port of the extension, and over with it. Resolves to what the process ends with. */
export async function startNativeHost(): Promise<number> {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  const stores = storesOfThisUser();
  const log = hostLog(join(state, 'koshin-helper'), () => new Date());
  const end = await runHost({ version: helperVersion(), stores, log });
  await stores.close();
  return end === 'closed' ? 0 : 1;
}
