// What the tests need of the machine, beyond the packages: real browsers, a real PostgreSQL, other people's TLS and PKCS
// tools, and the policy with which Chromium chooses a client certificate without asking. Installed where that may be
// done unasked (as root, or by sudo without a password); otherwise the one command that does it is named.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const policyFile = 'etc/chromium/policies/managed/koshin-test.json';
// A chooser would open that a headless Chromium cannot show; with it, *.localhost gets the newest fitting certificate.
const choice = JSON.stringify({ pattern: 'https://[*.]localhost', filter: {} });
const policy = `${JSON.stringify({ AutoSelectCertificateForUrls: [choice] })}\n`;

/** The machine to look at and to change: the folder that holds all of its files, and who asks for it. */
const thisMachine = { root: '/', uid: process.getuid?.() };

/** Debian's packages, and how each is seen to be there. */
const packages = {
  chromium: (at) => onPath(at, 'chromium'),
  'firefox-esr': (at) => onPath(at, 'firefox-esr'),
  'libnss3-tools': (at) => onPath(at, 'certutil') && onPath(at, 'pk12util'),
  postgresql: (at) => onPath(at, 'initdb') || inVersions(at, 'usr/lib/postgresql', 'bin/initdb'),
  strace: (at) => onPath(at, 'strace'),
  'gnutls-bin': (at) => onPath(at, 'certtool') && onPath(at, 'gnutls-cli'),
  openssl: (at) => onPath(at, 'openssl'),
  softhsm2: (at) => onPath(at, 'softhsm2-util') && existsSync(join(at.root, 'usr/lib/softhsm/libsofthsm2.so')),
  // Builds the PKCS#11 module through which a browser and the helper see SoftHSM.
  gcc: (at) => onPath(at, 'gcc'),
  'libc6-dev': ({ root }) => existsSync(join(root, 'usr/include/dlfcn.h')),
  opensc: (at) => onPath(at, 'pkcs11-tool'),
  xvfb: (at) => onPath(at, 'Xvfb'),
  xdotool: (at) => onPath(at, 'xdotool'),
  bsdutils: (at) => onPath(at, 'script'),
  'strongswan-pki': (at) => onPath(at, 'pki'),
  // Without it strongSwan reads no ECDSA.
  'libstrongswan-standard-plugins': ({ root }) =>
    existsSync(join(root, 'usr/lib/ipsec/plugins/libstrongswan-openssl.so')),
  curl: (at) => onPath(at, 'curl'),
  python3: (at) => onPath(at, 'python3'),
  'python3-venv': ({ root }) => hasVenv(join(root, 'usr/lib')),
  'default-jdk-headless': (at) => onPath(at, 'javac') && onPath(at, 'java'),
  'libbcpkix-java': ({ root }) => existsSync(join(root, 'usr/share/java/bcpkix.jar')),
  systemd: (at) => onPath(at, 'systemd-analyze'),
  procps: (at) => onPath(at, 'ps') && onPath(at, 'pgrep'),
  postfix: (at) => onPath(at, 'postfix'),
  'fonts-noto-cjk': ({ root }) => existsSync(join(root, 'usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')),
};

/** Ends the process with 1 when something is missing that may not be installed unasked. */
export function setUpForTests(machine = thisMachine) {
  const missing = missingPackages(machine);
  if (missing.length === 0 && hasPolicy(machine)) return;
  const what = [...missing, ...(hasPolicy(machine) ? [] : [`/${policyFile}`])].join(', ');
  if (machine.uid === 0) {
    console.log(`setup: the tests need ${what}`);
    provide(machine, missing);
  } else if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) {
    console.log(`setup: the tests need ${what}; asking sudo`);
    run('sudo', ['-n', process.execPath, here]);
  } else {
    const remedy = onPath(machine, 'apt-get')
      ? `run this once: sudo ${process.execPath} ${here}`
      : 'they run on Debian 12 or later';
    console.error(`setup: the tests need ${what}; ${remedy}`);
    process.exit(1);
  }
}

function provide(machine, missing) {
  if (missing.length > 0) {
    const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    run('apt-get', ['update', '-qq'], environment);
    if (missing.includes('postfix')) {
      // Its own question would be answered by "Internet Site": a mail server on every address of this machine.
      const input = 'postfix postfix/main_mailer_type select No configuration\n';
      run('debconf-set-selections', [], { input, stdio: ['pipe', 'inherit', 'inherit'] });
    }
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], environment);
    const still = missingPackages(machine);
    if (still.length > 0) stop(`apt-get installed them, but these are not found: ${still.join(', ')}`);
  }
  if (!hasPolicy(machine)) {
    const path = join(machine.root, policyFile);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, policy);
  }
}

function missingPackages(machine) {
  return Object.entries(packages).flatMap(([name, isThere]) => (isThere(machine) ? [] : [name]));
}

function hasPolicy({ root }) {
  const path = join(root, policyFile);
  return existsSync(path) && readFileSync(path, 'utf8') === policy;
}

function onPath({ root }, command) {
  const usual = ['usr/local/bin', 'usr/bin', 'bin', 'usr/sbin'].map((folder) => join(root, folder));
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usual];
  return folders.some((folder) => isExecutable(join(folder, command)));
}

function inVersions({ root }, folder, path) {
  const versions = join(root, folder);
  return existsSync(versions) && readdirSync(versions).some((version) => isExecutable(join(versions, version, path)));
}

/** Debian keeps what `python3 -m venv` needs in a package of its own. */
function hasVenv(folder) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.startsWith('python3') && existsSync(join(folder, name, 'ensurepip')));
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
  if (thisMachine.uid === 0) provide(thisMachine, missingPackages(thisMachine));
  else stop(`run it as root: sudo ${process.execPath} ${here}`);
}
