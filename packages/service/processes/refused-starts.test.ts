import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../tests/testkit/network/listen.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-refused-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(import.meta.dirname, 'koshin.ts');
const anyPorts = {
  KOSHIN_PORTAL_PORT: '0',
  KOSHIN_PRESENTATION_PORT: '0',
  KOSHIN_EST_PORT: '0',
  KOSHIN_STATUS_PORT: '0',
};

/** Runs the real command to its end. */
function koshin(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH, ...anyPorts, KOSHIN_DATA_DIR: join(folder, 'data'), ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

const refusedDemo = (env: Record<string, string>) => koshin(['serve', '--demo'], env);

describe('a start that cannot be', { timeout: 90_000 }, () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'beyond loopback',
      { KOSHIN_LISTEN: '0.0.0.0' },
      'Demo mode listens on loopback only, as it shows passwords; KOSHIN_LISTEN is 0.0.0.0.\n',
    ],
    [
      'with an unknown variable',
      { KOSHIN_PORTAL_PROT: '1' },
      'KOSHIN_PORTAL_PROT in the environment is no setting: did you mean KOSHIN_PORTAL_PORT?\n',
    ],
    [
      'with a bank that the demo does not have',
      { KOSHIN_DEMO_POLICY: '{"tokyo":{}}' },
      'The demo cannot start: the demo has no bank tokyo, only mihon and reiji.\n',
    ],
    [
      'with a policy that cannot be',
      { KOSHIN_DEMO_POLICY: '{"mihon":{"overlapDay":0}}' },
      'KOSHIN_DEMO_POLICY cannot be: overlapDay: expected "overlapDays", got an unknown key.\n',
    ],
    [
      'with a token for the operators’ API that could be guessed',
      { KOSHIN_OPERATOR_PORT: '0', KOSHIN_OPERATOR_TOKEN_FILE: '/dev/null' },
      'KOSHIN_OPERATOR_TOKEN_FILE must hold one line of at least 32 visible ASCII characters, as openssl rand -hex 32 makes them; /dev/null does not.\n',
    ],
    [
      'with a database that does not answer',
      { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
      'The database of DATABASE_URL does not answer.\n',
    ],
  ])('%s is one plain sentence and code 1', (_, env, sentence) => {
    expect(refusedDemo(env)).toEqual({ status: 1, stdout: '', stderr: sentence });
  });

  it('with a data folder that cannot be one names it', () => {
    writeFileSync(join(folder, 'a-file'), '');
    const dataDir = join(folder, 'a-file', 'data');
    const sentence = `The data folder ${dataDir} cannot be used (ENOTDIR).\n`;
    expect(refusedDemo({ KOSHIN_DATA_DIR: dataDir })).toEqual({ status: 1, stdout: '', stderr: sentence });
  });

  it('with a database file that is none names its folder', () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    writeFileSync(join(dataDir, 'koshin.sqlite'), 'not a database, but long enough to be looked at as one'.repeat(9));
    const sentence = `The data folder ${dataDir} cannot be used (SQLITE_NOTADB).\n`;
    expect(refusedDemo({ KOSHIN_DATA_DIR: dataDir })).toEqual({ status: 1, stdout: '', stderr: sentence });
  });

  it('with a list of weak keys that is none names the line', () => {
    const list = join(folder, 'weak-keys');
    writeFileSync(list, '# RSA-2048\nssh-rsa AAAAB3NzaC1yc2EAAAAD\n');
    const sentence = `KOSHIN_WEAK_KEY_LIST: in ${list} line 2 is no entry of 20 hexadecimal digits.\n`;
    expect(refusedDemo({ KOSHIN_WEAK_KEY_LIST: list })).toEqual({ status: 1, stdout: '', stderr: sentence });
    expect(refusedDemo({ KOSHIN_WEAK_KEY_LIST: `${list}-not-there` }).stderr).toContain('cannot be read (ENOENT)');
  });

  it('with a demo clock at which its CAs have ended says so', () => {
    const { status, stderr } = refusedDemo({ KOSHIN_DEMO_CLOCK: '2060-01-01T00:00:00Z' });
    expect(status).toBe(1);
    expect(stderr).toBe(
      'The demo cannot start: signer-unavailable, expected an issuer generation that outlives the certificate, got none.\n',
    );
  });

  it('with a demo clock before now says so', () => {
    const { status, stderr } = refusedDemo({ KOSHIN_DEMO_CLOCK: '2020-01-01T00:00:00Z' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^KOSHIN_DEMO_CLOCK must be an instant not before now.*it lies before now\)\.\n$/);
  });

  it('without --demo names what a bank needs', () => {
    const { status, stderr } = koshin(['serve']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^KOSHIN_PORTAL_DOMAIN is needed without --demo: .*\n$/);
  });

  it('with a configuration file that has an unknown key names file and key', () => {
    writeFileSync(join(folder, 'koshin.json'), '{"statusPrt": 1}');
    const { status, stderr } = koshin(['serve', '--demo', '--config', 'koshin.json']);
    expect(status).toBe(1);
    expect(stderr).toBe(`statusPrt in ${join(folder, 'koshin.json')} is no setting: did you mean statusPort?\n`);
  });

  it('as wrong usage has code 2', () => {
    expect(koshin(['server'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Wrong usage: there is no command server: did you mean serve? (koshin --help tells the right one).\n',
    });
  });
});

describe('a taken port', { timeout: 90_000 }, () => {
  let holder: Server;
  let port: number;
  beforeAll(async () => {
    holder = createServer();
    port = await listen(holder);
  });
  afterAll(() => holder.close());

  it.each(['KOSHIN_STATUS_PORT', 'KOSHIN_PORTAL_PORT', 'KOSHIN_PRESENTATION_PORT', 'KOSHIN_EST_PORT'])(
    'is named, for %s',
    (setting) => {
      expect(refusedDemo({ [setting]: String(port) })).toEqual({
        status: 1,
        stdout: '',
        stderr: `Port ${port} is taken: end what uses it, or choose another by ${setting} (0: any free one).\n`,
      });
    },
  );
});

describe('the help', () => {
  it('speaks the language of the terminal', () => {
    const inJapanese = koshin(['--help'], { LANG: 'ja_JP.UTF-8' });
    expect(inJapanese).toMatchObject({ status: 0, stderr: '' });
    expect(inJapanese.stdout).toContain('お客様を締め出さない');
    expect(koshin(['--help'], { LANG: 'en_US.UTF-8' }).stdout).toContain('never lock a customer out');
  });
});
