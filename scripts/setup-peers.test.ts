import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const script = join(import.meta.dirname, 'setup-peers.mjs');
const requirements = join(import.meta.dirname, 'peers', 'pkilint.txt');
const pip = '#!/bin/sh\\necho "pip $*" >>asked\\n';
/** As `python3 -m venv FOLDER` leaves it. */
const makesVenv = `/bin/mkdir -p "$3/bin" && printf '${pip}' >"$3/bin/pip" && /bin/chmod 755 "$3/bin/pip"`;

/** Where the programs are that stand for Python and Go, and the cache; they note in `asked` what they were asked. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'koshin-peers-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
});

function program(name: string, does = ''): void {
  const path = join(root, 'bin', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "${name} $* in \${GOBIN##*/}" >>asked\n${does}\n`, { mode: 0o755 });
}
const asked = () => (existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8') : '');

function setUp({ ci = false } = {}) {
  const code = `import(${JSON.stringify(pathToFileURL(script).href)}).then((it) => it.setUpPeers({ ci: ${ci} }))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: join(root, 'bin'), XDG_CACHE_HOME: join(root, 'cache') },
  });
  return { status, stdout, stderr };
}

describe('other people’s linters', () => {
  it('are installed once, pinned, each into its folder of the user’s cache', () => {
    program('python3', makesVenv);
    program('go');
    expect(setUp()).toMatchObject({ status: 0, stderr: '' });
    const folder = join(root, 'cache', 'koshin', 'peers');
    const once = asked();
    expect(once.split('\n')).toEqual([
      `python3 -m venv ${join(folder, 'pkilint')} in `,
      `pip install --quiet --no-deps --requirement ${requirements}`,
      expect.stringMatching(/^go install github\.com\/zmap\/zlint\/v3\/cmd\/zlint@v\d+\.\d+\.\d+ in zlint$/),
      '',
    ]);
    expect(setUp()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(asked()).toBe(once);
  });

  it('are installed anew when another version is wanted', () => {
    program('python3', makesVenv);
    program('go');
    setUp();
    writeFileSync(join(root, 'cache', 'koshin', 'peers', 'zlint', '.koshin-installed'), 'an older one');
    const before = asked();
    expect(setUp().stdout).toMatch(/installing zlint/);
    expect(asked().slice(before.length)).toMatch(/^go install [^\n]+\n$/);
  });

  it('end the setup in CI where one cannot be installed, with what it needs and what went wrong', () => {
    program('python3', 'echo "no ensurepip here" >&2; exit 1');
    const { status, stderr } = setUp({ ci: true });
    expect(status).toBe(1);
    expect(stderr).toMatch(/pkilint cannot be installed, it needs Python .*venv.* failed: no ensurepip here/);
  });

  it('are told to be missing elsewhere, each, and are tried again the next time', () => {
    for (const status of [setUp(), setUp()]) {
      expect(status.status).toBe(0);
      expect(status.stderr).toMatch(/pkilint cannot be installed.*\n.*zlint cannot be installed, it needs Go/);
    }
  });

  it('are pinned with everything that they bring', () => {
    const lines = readFileSync(requirements, 'utf8').trim().split('\n');
    expect(lines.filter((line) => !/^[\w-]+==[\d.]+$/.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith('pkilint=='))).toBe(true);
  });
});
