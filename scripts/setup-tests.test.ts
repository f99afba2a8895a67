import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const script = join(import.meta.dirname, 'setup-tests.mjs');
const policy = 'etc/chromium/policies/managed/koshin-test.json';
const tools = [
  ...['chromium', 'firefox-esr', 'certutil', 'pk12util', 'initdb', 'strace', 'certtool', 'gnutls-cli', 'openssl'],
  ...[
    'softhsm2-util',
    'pkcs11-tool',
    'gcc',
    'Xvfb',
    'xdotool',
    'script',
    'pki',
    'curl',
    'ps',
    'pgrep',
    'python3',
    'java',
    'javac',
    'postfix',
    'systemd-analyze',
  ],
];
const files = [
  'usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  'usr/lib/softhsm/libsofthsm2.so',
  'usr/include/dlfcn.h',
  'usr/lib/ipsec/plugins/libstrongswan-openssl.so',
  'usr/lib/python3.11/ensurepip/__init__.py',
  'usr/share/java/bcpkix.jar',
];

/** A machine without anything; what stands for `sudo` and `apt-get` there notes in `asked` what it was asked. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'koshin-machine-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
});

function program(path: string, does = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `#!/bin/sh\necho "\${0##*/} $*" >>${root}/asked\n${does}\n`, { mode: 0o755 });
}
function install(...names: readonly string[]): void {
  for (const name of names) program(`usr/bin/${name}`);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
}
const asked = () => (existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8') : '');

function setUp({ uid }: { readonly uid: number }) {
  const machine = JSON.stringify({ root, uid });
  const code = `import(${JSON.stringify(pathToFileURL(script).href)}).then((it) => it.setUpForTests(${machine}))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    env: { PATH: join(root, 'bin') },
  });
  return { status, stdout, stderr };
}

describe('what the tests need of the machine', () => {
  it('is installed by root, the missing alone, with the policy by which Chromium chooses', () => {
    install(...tools.filter((name) => name !== 'strace' && name !== 'pk12util'));
    const made = `${root}/usr/bin/strace ${root}/usr/bin/pk12util`;
    program('bin/apt-get', `if [ "$1" = install ]; then /usr/bin/touch ${made}; /bin/chmod 755 ${made}; fi`);
    expect(setUp({ uid: 0 })).toMatchObject({ status: 0, stderr: '' });
    expect(asked()).toBe('apt-get update -qq\napt-get install -y -qq --no-install-recommends libnss3-tools strace\n');
    expect(readFileSync(join(root, policy), 'utf8')).toContain('https://[*.]localhost');
    expect(setUp({ uid: 0 })).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('brings a Postfix that serves nobody by itself', () => {
    install(...tools.filter((name) => name !== 'postfix'));
    const made = `${root}/usr/bin/postfix`;
    program('bin/debconf-set-selections', `while read -r line; do echo "$line" >>${root}/asked; done`);
    program('bin/apt-get', `if [ "$1" = install ]; then /usr/bin/touch ${made}; /bin/chmod 755 ${made}; fi`);
    expect(setUp({ uid: 0 })).toMatchObject({ status: 0, stderr: '' });
    expect(asked().split('\n').slice(1, 4)).toEqual([
      'debconf-set-selections ',
      'postfix postfix/main_mailer_type select No configuration',
      'apt-get install -y -qq --no-install-recommends postfix',
    ]);
  });

  it('is said to be missing still when apt-get brought nothing', () => {
    program('bin/apt-get');
    program('bin/debconf-set-selections', 'while read -r line; do :; done');
    const { status, stderr } = setUp({ uid: 0 });
    expect(status).toBe(1);
    expect(stderr).toContain('these are not found: chromium, firefox-esr');
    expect(existsSync(join(root, policy))).toBe(false);
  });

  it('is installed by sudo where that asks for no password', () => {
    install(...tools);
    program('bin/sudo');
    expect(setUp({ uid: 1000 }).status).toBe(0);
    expect(asked()).toBe(`sudo -n true\nsudo -n ${process.execPath} ${script}\n`);
  });

  it.each([
    ['is not there', null],
    ['asks for a password', 'exit 1'],
  ])('is named, with the one command that installs it, where sudo %s', (_what, sudo) => {
    install(...tools.filter((name) => name !== 'initdb'));
    program('bin/apt-get');
    if (sudo !== null) program('bin/sudo', sudo);
    const { status, stderr } = setUp({ uid: 1000 });
    expect(status).toBe(1);
    expect(stderr).toBe(
      `setup: the tests need postgresql, /${policy}; run this once: sudo ${process.execPath} ${script}\n`,
    );
    expect(asked()).not.toContain('apt-get');
  });

  it('is named on a machine that is no Debian, without a command that would not work there', () => {
    const { status, stderr } = setUp({ uid: 1000 });
    expect(status).toBe(1);
    expect(stderr).toMatch(/need chromium, firefox-esr, .*; they run on Debian 12 or later/);
  });
});
