// Brings what the other commands need: the packages of package-lock.json, Node 24 among them, and with --for-tests also
// browsers, PostgreSQL and so on. Runs before `npm start` and `npm test` on whatever Node the system has (20 or later),
// with nothing installed, so it imports nothing of ours and no package. Costs next to nothing when all is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// The Node that runs npm: the one that runs us may be in node_modules, which is about to be replaced.
const node = process.env.npm_node_execpath ?? process.execPath;
const mark = join(root, 'node_modules', '.koshin-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) installPackages();
if (process.argv.includes('--for-tests')) {
  const { setUpForTests } = await import('./setup-tests.mjs');
  setUpForTests();
  const { setUpPeers } = await import('./setup-peers.mjs');
  setUpPeers();
}

function installPackages() {
  console.log('setup: installing the packages of package-lock.json (about a minute, only when it changed)');
  // No package's install script is run but one: they are not needed (npm would even set about compiling better-sqlite3,
  // which brings its binary), npm 12 runs none unasked, and what does not run can do no harm.
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  // The package "node" fetches its program by it. Links to programs are made only where the program is.
  run(node, ['installArchSpecificPackage.js'], { cwd: join(root, 'node_modules', 'node'), stdio: 'pipe' });
  npm('rebuild', 'node', '--ignore-scripts', '--silent');
  if (!bringsNode()) stop('the package "node" did not bring its program; is the package registry reachable?');
  writeFileSync(mark, wanted);
}

/** Whether the Node that package-lock.json names answers where npm's scripts will find it. */
function bringsNode() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8'));
  const path = join(root, 'node_modules', '.bin', 'node');
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  return stdout?.trim() === `v${version}`;
}

function npm(...args) {
  const script = process.env.npm_execpath;
  if (script) run(node, [script, ...args], { stdio: 'inherit' });
  else run('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function run(command, args, options) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  if (!error && status === 0) return;
  const said = error?.message ?? `${stdout ?? ''}${stderr ?? ''}`;
  stop(`"${[command, ...args].join(' ')}" failed${said && `: ${said}`}`);
}

function stop(reason) {
  console.error(`setup: ${reason}`);
  process.exit(1);
}
