import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeCare } from '../processes/take-care.ts';

/** Where Debian's softhsm2 puts its module. */
export const softHsmModule = '/usr/lib/softhsm/libsofthsm2.so';

/** Of the tokens here. */
export const securityOfficerPin = '31415926';

export interface SoftHsm {
  readonly module: string;
  readonly tokenLabel: string;
  readonly pin: string;
  readonly pinFile: string;
  /** What a process needs in its environment to see this token and no other; this process has it. */
  readonly environment: Readonly<Record<'SOFTHSM2_CONF', string>>;
  /** Takes the token out, as far as any process can see. */
  pull(): void;
  putBack(): void;
  /** Runs pkcs11-tool (OpenSC) on the token; its output, or what it said when it failed. */
  tool(args: readonly string[]): { readonly worked: boolean; readonly output: string };
  remove(): void;
}

interface Differing {
  readonly tokenLabel?: string;
  /** False: the token is as it comes from its maker. */
  readonly initialised?: boolean;
  /** Further lines of softhsm2.conf. */
  readonly configuration?: string;
}

/**
 * A token of its own in a folder of its own. The module reads its configuration when it is initialised, so of several in
 * one process only the last one made is seen.
 */
export function softHsm({
  tokenLabel = 'koshin-test',
  initialised = true,
  configuration = '',
}: Differing = {}): SoftHsm {
  if (!existsSync(softHsmModule)) throw new Error('SoftHSM is missing: install the package softhsm2');
  const folder = mkdtempSync(join(tmpdir(), 'koshin-hsm-'));
  const care = takeCare({ run: [], remove: [folder] });
  const [tokens, away] = [join(folder, 'tokens'), join(folder, 'tokens-away')];
  mkdirSync(tokens);
  const conf = join(folder, 'softhsm2.conf');
  writeFileSync(
    conf,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n${configuration}\n`,
  );
  const environment = { SOFTHSM2_CONF: conf };
  Object.assign(process.env, environment);
  const pin = '271828';
  const pinFile = join(folder, 'pin');
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  const soft = (...args: string[]) => execFileSync('softhsm2-util', args, { stdio: 'pipe' });
  if (initialised) soft('--init-token', '--free', '--label', tokenLabel, '--pin', pin, '--so-pin', securityOfficerPin);

  return {
    module: softHsmModule,
    tokenLabel,
    pin,
    pinFile,
    environment,
    pull: () => renameSync(tokens, away),
    putBack: () => renameSync(away, tokens),
    tool(args) {
      const all = ['--module', softHsmModule, '--token-label', tokenLabel, '--login', '--pin', pin, ...args];
      try {
        return { worked: true, output: execFileSync('pkcs11-tool', all, { encoding: 'utf8', stdio: 'pipe' }) };
      } catch (error) {
        if (!(error instanceof Error && 'stderr' in error && 'stdout' in error)) throw error;
        if ('code' in error && error.code === 'ENOENT')
          throw new Error('pkcs11-tool is missing: install the package opensc');
        return { worked: false, output: `${error.stdout}${error.stderr}` };
      }
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      care.dismiss();
    },
  };
}
