import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `zlint: <name of the lint>` or `pkilint: <code>`; pkilint says one thing of several places, and is heard once. */
export type Finding = `${'zlint' | 'pkilint'}: ${string}`;

/** What a document is to pkilint, which has a program for each; zlint sees by itself whether it has a CRL. */
const programs = {
  certificate: ['lint_pkix_cert', 'lint'],
  crl: ['lint_crl', 'lint', '--type', 'CRL', '--profile', 'PKIX'],
  arl: ['lint_crl', 'lint', '--type', 'ARL', '--profile', 'PKIX'],
  'ocsp-response': ['lint_ocsp_response', 'lint'],
} as const;

export type LintedAs = keyof typeof programs;

/** Where `scripts/setup-peers.mjs` puts them. */
const peers = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'koshin', 'peers');

/** All that pkilint says of a file in DER, notices and information included; sorted. */
export function pkilint(file: string, as: LintedAs): readonly Finding[] {
  const [program, ...args] = programs[as];
  const said = runLinter(join(peers, 'pkilint', 'bin', program), [
    ...args,
    ...['--severity', 'INFO', '--format', 'JSON', '--document-format', 'DER', file],
  ]);
  const { results } = JSON.parse(said) as {
    readonly results: readonly { readonly finding_descriptions: readonly { readonly code: string }[] }[];
  };
  const codes = results.flatMap(({ finding_descriptions }) => finding_descriptions.map(({ code }) => code));
  return [...new Set(codes)].sort().map((code) => `pkilint: ${code}` as const);
}

const silent = new Set(['pass', 'NA', 'NE']);

/** All that zlint says of a file in DER, notices included, of every source it has rules from; sorted. */
export function zlint(file: string): readonly Finding[] {
  const said = runLinter(join(peers, 'zlint', 'zlint'), ['-format', 'der', file]);
  const lints = Object.entries(JSON.parse(said) as Record<string, { readonly result: string }>);
  if (lints.length === 0) throw new Error(`zlint has no rule for ${file}`);
  const found = lints.filter(([, { result }]) => !silent.has(result)).map(([name]) => name);
  return found.sort().map((name) => `zlint: ${name}` as const);
}

/** What it printed; with pkilint the status counts the findings, so only what is no JSON is a failure. */
function runLinter(program: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout: 60_000 });
  if (error)
    throw new Error(`${program} cannot be run (${error.message}): node scripts/setup.mjs --for-tests brings it`);
  if (!stdout.startsWith('{')) throw new Error(`${program} ${args.join(' ')} said ${stdout}${stderr}`);
  return stdout;
}
