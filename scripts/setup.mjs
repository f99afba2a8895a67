// Brings what the other commands need: the packages of package-lock.json, Node 24 among them, and with --for-tests also
// browsers, PostgreSQL and so on. Runs before `npm start` and `npm test` on whatever Node the system has (20 or later),
// with nothing installed, so it imports nothing of ours and no package. Costs next to nothing when all is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mark = join(root, 'node_modules', '.koshin-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) installPackages();
if (process.argv.includes('--for-tests')) {
  const { setUpForTests } = await import('./setup-tests.mjs');
  setUpForTests();
}

function installPackages() {
  console.log('setup: installing the packages of package-lock.json (about a minute, only when it changed)');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  if (!bringsNode()) {
    // npm 12, or an own setting, runs no install scripts; the package "node" gets its program by one.
    run(process.execPath, ['installArchSpecificPackage.js'], join(root, 'node_modules', 'node'));
    npm('rebuild', 'node', '--ignore-scripts', '--loglevel=error');
    if (!bringsNode()) stop('the package "node" did not bring its program; is the package registry reachable?');
  }
  writeFileSync(mark, wanted);
}

/** Whether the Node that package-lock.json names answers where npm's scripts will find it. */
function bringsNode() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8'));
  const path = join(root, 'node_modules', '.bin', 'node');
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  return stdout?.trim() === `v${version}`;
}

/** The npm that runs us, on the Node that runs it: ours may be about to be replaced. */
function npm(...args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script) run(node ?? process.execPath, [script, ...args], root);
  else run('npm', args, root, { shell: process.platform === 'win32' });
}

function run(command, args, cwd, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', ...options });
  if (error || status !== 0) stop(`"${[command, ...args].join(' ')}" failed${error ? `: ${error.message}` : ''}`);
}

function stop(reason) {
  console.error(`setup: ${reason}`);
  process.exit(1);
}
