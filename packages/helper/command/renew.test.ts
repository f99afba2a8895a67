import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EstWorld, estWorld } from '../../../tests/conformance/est/testkit/est-world.ts';
import { filled } from './language.ts';
import { news } from './renew-words.ts';

let world: EstWorld;
beforeAll(async () => {
  world = await estWorld();
});
afterAll(() => world.close());

const program = join(import.meta.dirname, 'koshin-helper.ts');

async function renew(folder: string, ...args: string[]) {
  const given = ['renew', '--url', world.url, '--ca', world.path('server-ca.pem'), '--folder', folder, ...args];
  return helper(given, 'C');
}

async function helper(args: readonly string[], locale: string) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, LC_ALL: locale },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

/** As `docs/the-helper.md` has it laid out. */
async function machineFolder(name: string) {
  const holder = await world.machine(name);
  const folder = mkdtempSync(join(world.folder, 'machine-'));
  mkdirSync(join(folder, '1'));
  renameSync(world.path(`${name}.pem`), join(folder, '1', 'certificate.pem'));
  renameSync(world.path(`${name}.key`), join(folder, '1', 'key.pem'));
  symlinkSync('1', join(folder, 'current'));
  return { holder, folder };
}

describe('koshin-helper renew', () => {
  it('renews once, and after that has nothing to do; what it leaves is what curl presents', async () => {
    const { holder, folder } = await machineFolder('renewing');
    expect(await renew(folder)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The certificate was renewed/),
    });
    const again = await renew(folder, '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'not-due' });
    const own = ['--cert', join(folder, 'current/certificate.pem'), '--key', join(folder, 'current/key.pem')];
    const asked = ['--cacert', 'server-ca.pem', ...own, `${world.url}/cacerts`];
    const headers = await world.run('curl', '-sSf', '-D', '-', '-o', '/dev/null', ...asked);
    expect(headers.toString()).toContain('koshin-certificate: accepted');
    const states = (await world.means.register.read((tx) => tx.certificates.ofUser(holder.user.id))).map(
      (one) => one.state,
    );
    expect(states).toEqual(['active', 'active']);
  });

  it('gets a first certificate with a code from a file', async () => {
    const { userpass } = await world.newcomer();
    const [loginId = '', code = ''] = userpass.split(':');
    const folder = join(world.folder, 'first');
    mkdirSync(folder);
    expect((await renew(folder)).stderr).toContain('There is no certificate.');
    world.write('code', `${code}\n`);
    const done = await renew(folder, '--login-id', loginId, '--code-file', world.path('code'), '--json');
    expect(done.code, done.stderr).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ outcome: 'renewed' });
    expect(existsSync(join(folder, 'current/key.pem'))).toBe(true);
  });

  it('ends with 4 when the same again may do it, and with 1 when a person has to look', async () => {
    const { folder } = await machineFolder('troubled');
    const { code, stderr } = await helper(
      ['renew', '--url', 'https://localhost:1/est', '--folder', folder],
      'ja_JP.UTF-8',
    );
    expect([code, stderr]).toEqual([4, expect.stringContaining('現在の電子証明書はそのままです')]);
    rmSync(join(folder, 'current'));
    mkdirSync(join(folder, 'current'));
    const spoilt = await renew(folder, '--json');
    expect([spoilt.code, JSON.parse(spoilt.stdout).outcome]).toEqual([1, 'spoilt']);
  });

  it.each([
    [[]],
    [['--url', 'https://est.example/x']],
    [['--url', 'http://est.example/x', '--folder', '.']],
    [['--url', 'https://est.example/x', '--folder', '.', '--days', '-1']],
    [['--url', 'https://est.example/x', '--folder', '.', '--login-id', 'a:b']],
    [['--url', 'https://est.example/x', '--folder', '.', '--force']],
  ])('is called wrongly with %j', async (args) => {
    expect((await helper(['renew', ...args], 'C')).code).toBe(2);
  });

  it('has words for everything, in both languages, with every fact filled in', () => {
    const facts = { notAfter: '2027', serial: '1', why: 'x', title: 't', code: 'c', refNo: 'r', what: 'w' };
    for (const words of Object.values(news)) {
      for (const language of ['ja', 'en'] as const) expect(filled(words, facts, language)).not.toMatch(/[{}]|^$/);
    }
  });

  it('is what the unit of systemd calls, with options that it takes', () => {
    const unit = readFileSync(join(import.meta.dirname, '../packaging/systemd/koshin-helper-renew@.service'), 'utf8');
    const [, line = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
    expect(line).toBe(`/usr/bin/koshin-helper renew --url \${KOSHIN_EST_URL} --folder /var/lib/koshin-helper/%i`);
  });
});
