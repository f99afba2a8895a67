import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** What has an NSS certificate store: a Chromium profile (`~/.pki/nssdb`), a Firefox profile (`cert9.db`). */
export interface WithNss {
  /** The folder of cert9.db and key4.db. */
  readonly nss: string;
}

/** Makes an empty store without a password. */
export function makeNssStore({ nss }: WithNss): void {
  mkdirSync(nss, { recursive: true });
  run('certutil', ['-d', `sql:${nss}`, '-N', '--empty-password']);
}

/** Has server certificates of this root (PEM) trusted; the browser must not run yet. */
export function trustRoot({ nss }: WithNss, pem: string): void {
  run('certutil', ['-d', `sql:${nss}`, '-A', '-a', '-n', 'root of the test', '-t', 'C,,'], pem);
}

/** Has the browser use a PKCS#11 module beside its own store; it must not run yet. */
export function addModule({ nss }: WithNss, module: string): void {
  // Told to be friendly, NSS shows the token's certificates without asking for a PIN first.
  const itself = ['-add', 'token of the test', '-libfile', module, '-mechanisms', 'FRIENDLY'];
  run('modutil', ['-dbdir', `sql:${nss}`, ...itself, '-force']);
}

/** Imports key and certificates of a PKCS#12 file, as `pk12util` does it. A running browser uses it at once. */
export function importPkcs12({ nss }: WithNss, file: string, password: string): void {
  run('pk12util', ['-d', `sql:${nss}`, '-i', file, '-W', password, '-K', '']);
}

/** Takes every certificate with its key out, as if the PC had never had one. A running browser then offers none. */
export function removeCertificates({ nss }: WithNss): void {
  for (const line of run('certutil', ['-d', `sql:${nss}`, '-K']).split('\n')) {
    const [, keyId] = /^<[ \d]+>\s+\S+\s+([0-9a-f]{40})\s/.exec(line) ?? [];
    if (keyId !== undefined) run('certutil', ['-d', `sql:${nss}`, '-F', '-k', keyId]);
  }
}

/** `certutil -L`: the nicknames in the store, for messages. Certificates of the same subject share one. */
export function nicknamesIn({ nss }: WithNss): readonly string[] {
  const lines = run('certutil', ['-d', `sql:${nss}`, '-L'])
    .split('\n')
    .slice(4);
  return lines.map((line) => line.replace(/\s+\S*,\S*,\S*\s*$/, '')).filter(Boolean);
}

/** `certutil -K`: the names of the keys in the store. */
export function keyNamesIn({ nss }: WithNss): readonly string[] {
  const { stdout, stderr, error } = spawnSync('certutil', ['-d', `sql:${nss}`, '-K'], { encoding: 'utf8' });
  if (error) throw error;
  // Having found none counts as a failure there.
  if (`${stdout}${stderr}`.includes('no keys found')) return [];
  const lines = stdout.split('\n').filter((line) => line.startsWith('<'));
  if (lines.length === 0) throw new Error(`certutil -K: ${stdout}${stderr}`);
  return lines.map((line) => line.replace(/^<[ \d]+>\s+\S+\s+[0-9a-f]{40}\s+/, ''));
}

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...(input && { input }) });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}
