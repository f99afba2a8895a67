import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageList } from '@koshin/wire/helper/package-list.ts';
import { Value } from 'typebox/value';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FrameReader, frame } from '../host/framing.ts';
import { helperVersion } from '../installation/version.ts';
import { changes, type MadePackage, makeArchive, makeDebianPackage } from './packages.ts';
import { programFiles } from './program-files.ts';
import type { PackedFile } from './tar.ts';

const version = helperVersion();
let program: readonly PackedFile[] = [];

beforeAll(async () => {
  program = await programFiles(process.execPath);
}, 60_000);

/** Packing Node takes seconds, and where it is does not matter here. */
const withoutNode = () => program.filter(({ path }) => path !== 'node');

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'koshin-packages-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function put({ fileName, content }: MadePackage): string {
  const path = join(folder(), fileName);
  writeFileSync(path, content);
  return path;
}

/** An environment in which only `home` is somebody's, and no Node but the package's own can be found. */
const environmentOf = (home: string) => ({ HOME: home, PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' });

/** What the launcher answers, as browsers start it and speak to it. */
async function helloOf(launcher: string, home: string): Promise<unknown> {
  const host = spawn(launcher, ['chrome-extension://abc/'], { env: environmentOf(home) });
  host.stdin.end(frame({ id: 1, origin: 'https://mihon.portal.example', act: 'status' }));
  const reader = new FrameReader();
  const answers: unknown[] = [];
  for await (const piece of host.stdout) answers.push(...reader.take(piece));
  expect(answers).toHaveLength(1);
  return answers[0];
}

const filesBelow = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));

describe('the Debian package', () => {
  /** A system of its own for dpkg; without being root it works in a namespace where it seems so. */
  function system() {
    const root = folder();
    mkdirSync(join(root, 'var/lib/dpkg/updates'), { recursive: true });
    mkdirSync(join(root, 'var/lib/dpkg/info'));
    for (const name of ['status', 'available']) writeFileSync(join(root, 'var/lib/dpkg', name), '');
    const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--user', '--map-root-user'];
    const how = [`--root=${root}`, '--log=/dev/null', '--force-depends', '--force-unsafe-io'];
    const dpkg = (...args: string[]) => {
      const [command = '', ...rest] = [...asRoot, 'dpkg', ...how, ...args];
      return execFileSync(command, rest, { encoding: 'utf8', stdio: 'pipe', env: environmentOf(root) });
    };
    return { root, dpkg, installed: () => filesBelow(root).filter((path) => !path.startsWith('/var/lib/dpkg')) };
  }

  it('is installed by dpkg, works from where it is, and leaves nothing but the user’s keys', async () => {
    const { root, dpkg, installed } = system();
    const path = put(makeDebianPackage(program));
    dpkg('--install', path);
    expect(dpkg('--status', 'koshin-helper')).toContain('Status: install ok installed');
    const home = folder();
    const command = join(root, 'usr/bin/koshin-helper');
    const helper = (...args: string[]) => spawnSync(command, args, { encoding: 'utf8', env: environmentOf(home) });
    expect(helper('version').stdout.trim()).toBe(version);
    const findings = JSON.parse(helper('doctor', '--json').stdout);
    expect(findings).toContainEqual({ state: 'fine', what: 'node', facts: { version: process.version } });
    expect(findings).toContainEqual({ state: 'fine', what: 'store-writable', facts: {} });
    const answer = await helloOf(join(root, 'usr/lib/koshin-helper/koshin-helper-host'), home);
    expect(answer).toMatchObject({ id: 1, body: { answer: 'status', hostVersion: version, pc: { kind: 'nss' } } });
    dpkg('--remove', 'koshin-helper');
    expect(installed()).toEqual([]);
    expect(existsSync(join(home, '.pki/nssdb/key4.db'))).toBe(true);
  }, 60_000);

  it('has every browser find the host that it brings', () => {
    const { root, dpkg, installed } = system();
    dpkg('--install', put(makeDebianPackage(withoutNode())));
    const manifests = installed().filter((path) => path.endsWith('/jp.koshin.helper.json'));
    expect(manifests).toHaveLength(4);
    for (const path of manifests) {
      const launcher: string = JSON.parse(readFileSync(join(root, path), 'utf8')).path;
      expect(launcher).toBe('/usr/lib/koshin-helper/koshin-helper-host');
      expect(existsSync(join(root, launcher))).toBe(true);
    }
  });

  it('brings a timer that renews a machine’s certificate, by a command and a folder that are there', () => {
    const { root, dpkg } = system();
    dpkg('--install', put(makeDebianPackage(withoutNode())));
    const unit = (name: string) => readFileSync(join(root, 'usr/lib/systemd/system', name), 'utf8');
    expect(unit('koshin-helper-renew@.timer')).toContain('OnCalendar=daily');
    const service = unit('koshin-helper-renew@.service');
    const [, command = '', name] = /^ExecStart=(\S+) (\S+)/m.exec(service) ?? [];
    expect([realpathSync(join(root, command)), name]).toEqual([
      realpathSync(join(root, 'usr/lib/koshin-helper/koshin-helper')),
      'renew',
    ]);
    // systemd itself reads both.
    const units = folder();
    for (const [kind, text] of [
      ['timer', unit('koshin-helper-renew@.timer')],
      ['service', service.replace(command, join(root, 'usr/lib/koshin-helper/koshin-helper'))],
    ] as const) {
      writeFileSync(join(units, `koshin-helper-renew@books.${kind}`), text);
      const read = spawnSync('systemd-analyze', ['verify', join(units, `koshin-helper-renew@books.${kind}`)], {
        encoding: 'utf8',
      });
      if (read.error) throw new Error('systemd-analyze is missing: install the package systemd');
      expect([read.status, read.stdout + read.stderr]).toEqual([0, '']);
    }
    // What it writes to is what it may write to.
    expect(service).toContain('--folder /var/lib/koshin-helper/%i');
    expect(service).toContain('StateDirectory=koshin-helper/%i');
  });

  it('holds what its digests say (debsums)', () => {
    const { root, dpkg } = system();
    dpkg('--install', put(makeDebianPackage(withoutNode())));
    const digests = readFileSync(join(root, 'var/lib/dpkg/info/koshin-helper.md5sums'), 'utf8').trim().split('\n');
    expect(digests.length).toBeGreaterThan(8);
    execFileSync('md5sum', ['--check', '--quiet', join(root, 'var/lib/dpkg/info/koshin-helper.md5sums')], {
      cwd: root,
    });
  });
});

describe('the archive', () => {
  it('unpacked anywhere, installs itself for a user and is started by the browser’s launcher', async () => {
    const place = folder();
    const home = folder();
    execFileSync('tar', ['--extract', '--gzip', '--file', put(makeArchive(withoutNode())), '--directory', place]);
    const own = join(place, `koshin-helper-${version}`);
    // Node is the one thing that was left out above.
    writeFileSync(join(own, 'node'), `#!/bin/sh\nexec '${realpathSync(process.execPath)}' "$@"\n`, { mode: 0o755 });
    const helper = (...args: string[]) =>
      spawnSync(join(own, 'koshin-helper'), args, { encoding: 'utf8', env: environmentOf(home) });
    expect(helper('install')).toMatchObject({ status: 0 });
    expect(helper('doctor').stdout).not.toContain('trouble');
    const answer = await helloOf(join(home, '.local/share/koshin-helper/koshin-helper-host'), home);
    expect(answer).toMatchObject({ body: { answer: 'status', hostVersion: version } });
  });

  it('says how to begin, and under which licences what is in it comes', () => {
    const list = execFileSync('tar', ['--list', '--gzip', '--file', put(makeArchive(withoutNode()))], {
      encoding: 'utf8',
    });
    for (const name of ['README.txt', 'licences/Koshin.txt', 'licences/koffi.txt', 'licences/typebox.txt']) {
      expect(list.split('\n')).toContain(`koshin-helper-${version}/${name}`);
    }
  });
});

describe('packages', () => {
  it('come out the same, octet by octet, when they are made again', async () => {
    const again = (await programFiles(process.execPath)).filter(({ path }) => path !== 'node');
    const digest = ({ content }: MadePackage) => createHash('sha256').update(content).digest('hex');
    for (const make of [makeDebianPackage, makeArchive]) expect(digest(make(again))).toBe(digest(make(withoutNode())));
  });

  it('take no path of the machine that made them along', () => {
    const code = program.find(({ path }) => path === 'koshin-helper.mjs');
    const text = code !== undefined && 'content' in code ? Buffer.from(code.content).toString() : '';
    expect(text).toContain('koshin-helper doctor');
    expect(text).not.toContain(join(import.meta.dirname, '..'));
  });

  it('are listed beside them for the portal, and with the changes', () => {
    const out = folder();
    const small = join(folder(), 'node');
    writeFileSync(small, 'not Node at all');
    const args = [join(import.meta.dirname, 'make-packages.ts'), '--folder', out, '--node', small];
    const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const list: unknown = JSON.parse(readFileSync(join(out, 'packages.json'), 'utf8'));
    if (!Value.Check(PackageList, list)) throw new Error('not as the portal reads it');
    const { packages } = list;
    expect(list.changes).toEqual(changes());
    expect(packages).toMatchObject([
      { platform: 'debian', version },
      { platform: 'linux', version },
    ]);
    const names = packages.map(({ fileName }) => fileName);
    expect(readdirSync(out).sort()).toEqual([...names, 'packages.json'].sort());
    expect(spawnSync(process.execPath, args.slice(0, 1)).status).toBe(2);
  });

  it('have a change list that begins with this version and says all in both languages', () => {
    expect(changes()[0]?.version).toBe(version);
    for (const { on, texts } of changes()) {
      expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(texts.length).toBeGreaterThan(0);
      for (const { ja, en } of texts) expect([ja, en].every((text) => text.length > 0)).toBe(true);
    }
  });
});
