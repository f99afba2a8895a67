// koshin-helper: what a person at the PC calls; and `host`, which browsers start.
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { reportStatus } from '../host/acts/status.ts';
import { startNativeHost, storesOfThisUser } from '../host/native-host.ts';
import type { Scope } from '../installation/browser-folders.ts';
import { installHost, isPackaged, uninstallHost } from '../installation/install.ts';
import { helperVersion } from '../installation/version.ts';
import { registeredOnWindows, registerOnWindows, unregisterOnWindows } from '../installation/windows-registry.ts';
import { runProgram } from '../key-stores/system/run-program.ts';
import { say } from './doctor-words.ts';
import { examine } from './examine.ts';
import { language } from './language.ts';
import { renew } from './renew.ts';
import { tokenInit } from './token-init.ts';

const help = `koshin-helper doctor [--json]        what is there of the helper, and what is missing
koshin-helper install [--system]     have the browsers of this user (of everybody) find it
koshin-helper uninstall [--system]   take that away; keys and settings stay
koshin-helper token init --label NAME [--serial SERIAL] [--so-pin-file FILE] [--pin-file FILE] [--erase] [--json]
                                     for the bank: make a USB token ready to be registered and given away
koshin-helper renew --url URL --folder FOLDER [--ca FILE] [--days 30] [--login-id ID --code-file FILE] [--json]
                                     for servers: renew the certificate of this machine by EST when it is time
koshin-helper version`;

const ofThePackage = {
  ja: 'パッケージで導入済みのため、登録も取り消しも不要です。削除するには apt remove koshin-helper を実行してください。',
  en: 'It came as a package, which has all browsers find it. To take it away: apt remove koshin-helper',
} as const;

const onWindows = process.platform === 'win32';

const everybody: Scope = { root: onWindows ? `${process.env.SystemDrive ?? 'C:'}\\` : '/' };

async function run(command: string | undefined, given: readonly string[]): Promise<number> {
  if (given.includes('--help') || command === '--help' || command === 'help') {
    console.log(help);
    return 0;
  }
  // Browsers add the extension's name, and Firefox its manifest's path.
  if (command === 'host') return startNativeHost();
  if (command === 'renew') return renew(given);
  if (command === 'token' && given[0] === 'init') return tokenInit(given.slice(1));
  const { values } = parseArgs({
    args: [...given],
    options: { json: { type: 'boolean', default: false }, system: { type: 'boolean', default: false } },
  });
  const scope: Scope = values.system ? everybody : { home: homedir() };
  if (values.system && isPackaged(import.meta.filename)) {
    // Its files are the system's to put there and to take away.
    console.error(ofThePackage[language]);
    return 2;
  }
  switch (command) {
    case 'doctor':
      return doctor(values.json);
    case 'install':
      for (const path of installHost(scope, { node: process.execPath, program: import.meta.filename }))
        console.log(path);
      if (onWindows) for (const key of await registerOnWindows(scope, runProgram)) console.log(key);
      return 0;
    case 'uninstall':
      if (onWindows) await unregisterOnWindows(scope, runProgram);
      uninstallHost(scope);
      return 0;
    case 'version':
      console.log(helperVersion());
      return 0;
    default:
      console.error(help);
      return 2;
  }
}

async function doctor(json: boolean): Promise<number> {
  const stores = storesOfThisUser();
  try {
    const status = await reportStatus(stores, helperVersion());
    if (status.answer !== 'status') throw new Error(`status answered ${status.answer}`);
    const scopes: readonly Scope[] = [{ home: homedir() }, everybody];
    const registered = onWindows
      ? (await Promise.all(scopes.map((scope) => registeredOnWindows(scope, runProgram)))).flat()
      : [];
    const given = onWindows ? { scopes: [], registered } : { scopes };
    const findings = examine({ nodeVersion: process.version, ...given, status });
    if (json) console.log(JSON.stringify(findings, null, 2));
    else for (const finding of findings) console.log(say(finding, language));
    return findings.some(({ state }) => state === 'trouble') ? 1 : 0;
  } finally {
    await stores.close();
  }
}

const [command, ...given] = process.argv.slice(2);
try {
  process.exitCode = await run(command, given);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
if (command === 'host') process.exit();
