import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankFile } from '../../../tests/testkit/bank/typed-command.ts';
import { freshDatabase } from '../../../tests/testkit/fresh-database.ts';
import { mailSink } from '../../../tests/testkit/mail/mail-sink.ts';
import { runKoshin } from '../../../tests/testkit/run-koshin.ts';
import { type ServiceProcess, startService } from '../../../tests/testkit/service-process.ts';
import { openRegister } from '../adapters/register/open-register.ts';
import { mail, noon, stockUp } from '../ports/register/samples.contract.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const koshin = (argv: readonly string[], env: Record<string, string> = {}) => runKoshin(argv, { cwd: folder, env });

describe('a command while the service has the data folder', { timeout: 90_000 }, () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startService();
  }, 90_000);
  afterAll(() => service.stop());

  it('is run by the service, and answers as it would alone', async () => {
    const env = { KOSHIN_DATA_DIR: service.dataDir };
    const banks = await koshin(['bank', 'list', '--json'], env);
    expect(banks).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(banks.stdout)).toMatchObject([
      { id: 'mihon', generations: 1 },
      { id: 'reiji', generations: 1 },
    ]);
    expect(await koshin(['ca', 'list', '--bank', 'tokyo'], env)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'Refused: no such resource for actor (not-found)\n  bank: tokyo\n',
    });
    const list = { cwd: folder, env, input: '# lost\n00ff\n' };
    const read = await runKoshin(['cert', 'revoke', '--file', '-', '--reason', 'lost', '--dry-run', '--json'], list);
    expect(JSON.parse(read.stdout)).toMatchObject({ certificates: [{ serial: '00ff', outcome: 'unknown' }] });
    expect(read).toMatchObject({ status: 5, stderr: '' });
    const inJapanese = await koshin(['bank', 'list'], { ...env, LANG: 'ja_JP.UTF-8' });
    expect(inJapanese.stdout).toContain('見本信用金庫');
  });

  it('is run here after the service was killed, though its socket is left', async () => {
    await service.kill();
    expect(existsSync(join(service.dataDir, 'control.sock'))).toBe(true);
    const banks = await koshin(['bank', 'list', '--json'], { KOSHIN_DATA_DIR: service.dataDir });
    expect(banks).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('a command of its own', { timeout: 60_000 }, () => {
  it('waits while another process has the folder, and goes on when it is free', async () => {
    const dataDir = join(folder, 'held');
    await koshin(['bank', 'list'], { KOSHIN_DATA_DIR: dataDir });
    const hold = `import { openSqliteFile } from ${JSON.stringify(join(import.meta.dirname, '../adapters/register/sqlite-file.ts'))};
      openSqliteFile(${JSON.stringify(dataDir)}); console.log('held'); process.stdin.resume().on('end', () => process.exit());`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', hold], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const waiting = koshin(['bank', 'list', '--json'], { KOSHIN_DATA_DIR: dataDir });
    setTimeout(() => holder.stdin.end(), 1000);
    expect(await waiting).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
  });

  it('reads standard input for one option, and no more', async () => {
    const both = ['ca', 'import', '--root', '--certificate-file', '-', '--key-file', '-'];
    expect(await koshin(both, { KOSHIN_DATA_DIR: join(folder, 'both') })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Standard input can be read for one option only.\n',
    });
  });

  it('that sent mails ends at once, though the mail server would keep the connection', async () => {
    const sink = await mailSink();
    const dataDir = join(folder, 'mailing');
    const register = await openRegister({ sqlite: { folder: dataDir } });
    const id = await register.change(async (tx) => {
      const { own, user, certificate } = await stockUp(tx);
      await tx.users.update({ ...user, mailAddress: 'keiri@aoba.example' });
      await tx.certificates.update({ ...certificate, state: 'revoked' });
      const about = { subjectId: certificate.id, certificateId: certificate.id, occasion: 'revoked' };
      await tx.mails.plan([mail({ ...own, ...about, dueAt: instant(Date.now()), nextTryAt: noon })]);
      return own.bankId;
    });
    await register.close();
    const KOSHIN_MAIL = JSON.stringify({
      smtp: { host: '127.0.0.1', port: sink.port, tls: 'none' },
      banks: { [id]: { address: 'notices@bank.example' } },
    });
    const start = performance.now();
    const { status, stdout, stderr } = await koshin(['notices', 'run', '--json'], {
      KOSHIN_DATA_DIR: dataDir,
      KOSHIN_MAIL,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ sent: { sent: 1 } });
    expect(sink.taken).toHaveLength(1);
    // An unused connection is kept for twenty seconds.
    expect(performance.now() - start).toBeLessThan(18_000);
    await sink.close();
  });

  it('on PostgreSQL needs nobody', async () => {
    const database = await freshDatabase('postgres');
    const env = { DATABASE_URL: database.url };
    expect(await koshin(['ca', 'list', '--json'], env)).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
    await database.drop();
  });

  it('leaves with 4 when the database does not answer', async () => {
    expect(await koshin(['bank', 'list'], { DATABASE_URL: 'postgres://127.0.0.1:1/none' })).toEqual({
      status: 4,
      stdout: '',
      stderr: 'The database of DATABASE_URL does not answer.\n',
    });
  });

  it('leaves with 1 for a wrong configuration', async () => {
    writeFileSync(join(folder, 'koshin.json'), '{"dataDri": "x"}');
    expect(await koshin(['bank', 'list', '--config', 'koshin.json'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('did you mean dataDir?'),
    });
  });
});

describe('a command that cannot be undone, at a terminal', { timeout: 60_000 }, () => {
  it('says what it would mean, asks for the name of what it ends, and then does it', async () => {
    const env = {
      KOSHIN_DATA_DIR: join(folder, 'asked'),
      KOSHIN_STATUS_URL: 'http://status.example',
      KOSHIN_KEY_PASSPHRASE: 'correct horse battery staple',
    };
    writeFileSync(join(folder, 'bank.json'), bankFile());
    for (const words of [
      ['ca', 'init', '--root', '--name', 'Example Root'],
      ['bank', 'add', '--file', 'bank.json'],
      ['ca', 'init', '--bank', 'aozora', '--name', 'Aozora CA'],
    ])
      expect(await koshin(words, env)).toMatchObject({ status: 0, stderr: '' });
    const program = join(import.meta.dirname, 'koshin.ts');
    const command = `"${process.execPath}" "${program}" ca revoke aozora --generation 1 --reason cessation`;
    const typed = async (name: string) => {
      const { PATH = '' } = process.env;
      const options = { cwd: folder, env: { PATH, ...env } };
      const child = spawn('script', ['-qefc', command, '/dev/null'], options);
      let seen = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (!seen.includes('(CN): ') && `${seen}${text}`.includes('(CN): ')) child.stdin.write(`${name}\r`);
        seen += text;
      });
      const [status] = await once(child, 'close');
      return { status, seen: seen.replaceAll('\r', '') };
    };
    const wrong = await typed('Aozora');
    expect(wrong.status).toBe(2);
    expect(wrong.seen).toContain(
      'banks for which nothing is issued until ca rollover: aozora\nTo revoke it, type its name',
    );
    expect(wrong.seen).toContain('--name is "Aozora", but the CA is Aozora CA');
    expect(await typed('Aozora CA')).toMatchObject({ status: 0, seen: expect.stringContaining('\nRevoked.\n') });
    expect((await koshin(['ca', 'list', '--bank', 'aozora'], env)).stdout).toMatch(/Aozora CA .* revoked\n$/);
  });
});
