// The native host: started by a browser for one port of the extension, and over with it.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pkcs11Module } from '../installation/pkcs11-module.ts';
import { helperVersion } from '../installation/version.ts';
import { hostLog } from './host-log.ts';
import { MachineStores } from './machine-stores.ts';
import { runHost } from './run-host.ts';

const home = homedir();
const state = process.env.XDG_STATE_HOME || join(home, '.local', 'state');
const stores = new MachineStores({
  platform: process.platform,
  browserPid: process.ppid,
  home,
  module: pkcs11Module(process.env),
});
const log = hostLog(join(state, 'koshin-helper'), () => new Date());
const end = await runHost({ version: helperVersion(), stores, log });
await stores.close();
process.exit(end === 'closed' ? 0 : 1);
