// Other people's linters, which Debian does not have: pkilint from PyPI and zlint from the Go module proxy, pinned, into
// the user's cache folder, so that nobody needs to be root for them. A new version is a new mark and is installed anew.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const requirements = fileURLToPath(new URL('peers/pkilint.txt', import.meta.url));
const zlint = 'github.com/zmap/zlint/v3/cmd/zlint@v3.7.3';

/** What is installed, what tells that it is the one that is wanted, and how; all within a folder of its own. */
const peers = [
  {
    name: 'pkilint',
    wanted: createHash('sha256').update(readFileSync(requirements)).digest('hex'),
    needs: 'Python 3.11 or later with venv (python3-venv)',
    commands: (folder) => [
      ['python3', ['-m', 'venv', folder]],
      [join(folder, 'bin', 'pip'), ['install', '--quiet', '--no-deps', '--requirement', requirements]],
    ],
  },
  {
    name: 'zlint',
    wanted: zlint,
    // An older Go does not fetch the newer one that a module names.
    needs: 'Go 1.21 or later',
    commands: (folder) => [['go', ['install', zlint], { GOBIN: folder }]],
  },
];

/** Where the linters are: `pkilint/bin/lint_pkix_cert` and so on, `zlint/zlint`. */
const usualFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'koshin', 'peers');

/** Ends the process with 1 in CI when one cannot be installed; elsewhere says so, and the tests that need it fail. */
export function setUpPeers({ folder = usualFolder, ci = process.env.CI === 'true' } = {}) {
  for (const { name, wanted, needs, commands } of peers) {
    const own = join(folder, name);
    const mark = join(own, '.koshin-installed');
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) continue;
    console.log(`setup: installing ${name} for the tests (less than a minute, only when its version changed)`);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    try {
      for (const command of commands(own)) run(command);
      writeFileSync(mark, wanted);
    } catch ({ message }) {
      console.error(`setup: ${name} cannot be installed, it needs ${needs}; its tests will fail. ${message}`);
      if (ci) process.exit(1);
    }
  }
}

/** Throws, with what it said, when it fails. */
function run([command, args, environment = {}]) {
  const env = { ...process.env, ...environment };
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
  if (error || status !== 0) throw new Error(`"${[command, ...args].join(' ')}" failed: ${error?.message ?? stderr}`);
}
