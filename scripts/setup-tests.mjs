// What the tests need of the machine, beyond the packages: real browsers, a real PostgreSQL, other people's TLS and PKCS
// tools, and the policy with which Chromium chooses a client certificate without asking. Installed where that may be
// done unasked (as root, or by sudo without a password); otherwise the one command that does it is named.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const policyFile = '/etc/chromium/policies/managed/koshin-test.json';
// A chooser would open that a headless Chromium cannot show; with it, *.localhost gets the newest fitting certificate.
const choice = JSON.stringify({ pattern: 'https://[*.]localhost', filter: {} });
const policy = `${JSON.stringify({ AutoSelectCertificateForUrls: [choice] })}\n`;

/** Debian's packages, and how each is seen to be there. */
const packages = {
  chromium: () => onPath('chromium'),
  'firefox-esr': () => onPath('firefox-esr'),
  'libnss3-tools': () => onPath('certutil') && onPath('pk12util'),
  postgresql: () => onPath('initdb') || inVersions('/usr/lib/postgresql', 'bin/initdb'),
  strace: () => onPath('strace'),
  'gnutls-bin': () => onPath('certtool') && onPath('gnutls-cli'),
  openssl: () => onPath('openssl'),
  curl: () => onPath('curl'),
  'strongswan-pki': () => onPath('pki'),
  // Without it strongSwan reads no ECDSA.
  'libstrongswan-standard-plugins': () => existsSync('/usr/lib/ipsec/plugins/libstrongswan-openssl.so'),
  procps: () => onPath('ps') && onPath('pgrep'),
  'fonts-noto-cjk': () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
};

/** Ends the process with 1 when something is missing that may not be installed unasked. */
export function setUpForTests() {
  const missing = missingPackages();
  if (missing.length === 0 && hasPolicy()) return;
  const what = [...missing, ...(hasPolicy() ? [] : [policyFile])].join(', ');
  if (isRoot()) {
    console.log(`setup: the tests need ${what}`);
    provide(missing);
  } else if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) {
    console.log(`setup: the tests need ${what}; asking sudo`);
    run('sudo', ['-n', process.execPath, here]);
  } else {
    const remedy = onPath('apt-get')
      ? `run this once: sudo ${process.execPath} ${here}`
      : 'they run on Debian 12 or later';
    console.error(`setup: the tests need ${what}; ${remedy}`);
    process.exit(1);
  }
}

function provide(missing) {
  if (missing.length > 0) {
    const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    run('apt-get', ['update', '-qq'], environment);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], environment);
    const still = missingPackages();
    if (still.length > 0) stop(`apt-get installed them, but these are not found: ${still.join(', ')}`);
  }
  if (!hasPolicy()) {
    mkdirSync(dirname(policyFile), { recursive: true });
    writeFileSync(policyFile, policy);
  }
}

function missingPackages() {
  return Object.entries(packages).flatMap(([name, isThere]) => (isThere() ? [] : [name]));
}

function hasPolicy() {
  return existsSync(policyFile) && readFileSync(policyFile, 'utf8') === policy;
}

function isRoot() {
  return process.getuid?.() === 0;
}

function onPath(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin'];
  return folders.some((folder) => isExecutable(join(folder, command)));
}

function inVersions(folder, path) {
  return existsSync(folder) && readdirSync(folder).some((version) => isExecutable(join(folder, version, path)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error || status !== 0) stop(`"${[command, ...args].join(' ')}" failed${error ? `: ${error.message}` : ''}`);
}

function stop(reason) {
  console.error(`setup: ${reason}`);
  process.exit(1);
}

if (process.argv[1] === here) {
  if (isRoot()) provide(missingPackages());
  else stop(`run it as root: sudo ${process.execPath} ${here}`);
}
