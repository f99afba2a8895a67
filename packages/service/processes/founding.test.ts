import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bankFile } from '../../../tests/testkit/bank/typed-command.ts';
import { runKoshin } from '../../../tests/testkit/run-koshin.ts';
import { throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';

const fromUsb = ['--key-folder', 'usb', '--key-passphrase-file', 'root-passphrase'] as const;

/** An empty folder with what a bank brings: its description, its passphrases, its TLS certificates. */
function freshInstallation() {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-founding-'));
  const ca = throwawayCa('servers of the bank');
  onTestFinished(() => {
    ca.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const server = ca.server('*.portal.example', '*.cert.example');
  const files = { 'tls.key': server.key, 'tls.crt': server.certificate, 'bank.json': bankFile() };
  const passphrases = { passphrase: 'of the service\n', 'root-passphrase': 'of the root\n' };
  for (const [name, text] of Object.entries({ ...files, ...passphrases })) writeFileSync(join(folder, name), text);
  const env = {
    KOSHIN_LOG_LEVEL: 'error',
    KOSHIN_PORTAL_PORT: '0',
    KOSHIN_PRESENTATION_PORT: '0',
    KOSHIN_STATUS_PORT: '0',
    KOSHIN_DATA_DIR: 'data',
    KOSHIN_STATUS_URL: 'http://status.example',
    KOSHIN_PORTAL_DOMAIN: 'portal.example',
    KOSHIN_PRESENTATION_DOMAIN: 'cert.example',
    KOSHIN_KEY_PASSPHRASE_FILE: 'passphrase',
    KOSHIN_PORTAL_KEY_FILE: 'tls.key',
    KOSHIN_PORTAL_CERTIFICATE_FILE: 'tls.crt',
    KOSHIN_PRESENTATION_KEY_FILE: 'tls.key',
    KOSHIN_PRESENTATION_CERTIFICATE_FILE: 'tls.crt',
  };
  const koshin = async (...argv: readonly string[]) => {
    const ended = await runKoshin([...argv, '--json'], { cwd: folder, env });
    if (ended.status !== 0) throw new Error(`${argv.join(' ')}: ${ended.stderr}`);
    return JSON.parse(ended.stdout);
  };
  const serve = async () => {
    const { PATH = '' } = process.env;
    const program = join(import.meta.dirname, 'koshin.ts');
    const child = spawn(process.execPath, [program, 'serve'], {
      cwd: folder,
      env: { PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    return { child, ready: JSON.parse(String(line)) };
  };
  return { folder, koshin, serve };
}

it('an empty folder becomes a bank’s service: an offline root, a bank, its CA, a rollover while it runs (R30)', async () => {
  const { folder, koshin, serve } = freshInstallation();
  const inFolder = (name: string) => join(folder, name);

  // 1. The root on its medium, the bank, its CA; then the medium is taken away.
  const root = await koshin('ca', 'init', '--root', '--name', 'Aozora Root', '--key-kind', 'P-384', ...fromUsb);
  await koshin('bank', 'add', '--file', 'bank.json');
  const first = await koshin('ca', 'init', '--bank', 'aozora', ...fromUsb);
  renameSync(inFolder('usb'), inFolder('usb-in-the-safe'));
  expect(readdirSync(inFolder('data/keys'))).toEqual(['aozora-g1.pem']);

  // 2. The service needs no root.
  const { child, ready } = await serve();
  expect(Object.keys(ready.portals)).toEqual(['aozora']);
  expect(await (await fetch(`${ready.status}/readyz`)).json()).toMatchObject({ ready: true });

  // 3. A rollover while it runs; the medium is put in for this alone.
  renameSync(inFolder('usb-in-the-safe'), inFolder('usb'));
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const next = await koshin('ca', 'rollover', '--bank', 'aozora', '--takes-over-at', day, ...fromUsb);
  expect(next).toMatchObject({ generation: 2, state: 'coming', keyName: 'aozora-g2' });
  // The service has keys of its own beside them, for OCSP and the audit; never the root's.
  const keys = readdirSync(inFolder('data/keys'));
  expect(keys).toEqual(expect.arrayContaining(['aozora-g1.pem', 'aozora-g2.pem']));
  expect(keys.filter((file) => file.startsWith('root'))).toEqual([]);
  expect(existsSync(inFolder('data/control.sock'))).toBe(true);

  // 4. The status role serves all of them, and OpenSSL takes the chain of both generations.
  expect((await koshin('ca', 'list')).map(({ id }: { id: string }) => id)).toEqual([root.id, first.id, next.id]);
  writeFileSync(inFolder('root.pem'), root.certificate);
  for (const { id } of [first, next]) {
    const der = Buffer.from(await (await fetch(`${ready.status}/ca/${id}.crt`)).arrayBuffer());
    execFileSync('openssl', ['x509', '-inform', 'DER', '-out', inFolder(`${id}.pem`)], { input: der });
    const verified = execFileSync('openssl', [
      'verify',
      '-x509_strict',
      '-CAfile',
      inFolder('root.pem'),
      inFolder(`${id}.pem`),
    ]);
    expect(String(verified)).toContain(': OK');
  }
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  // 5. Afterwards the same answers come without it.
  expect(await koshin('ca', 'list')).toHaveLength(3);
}, 180_000);
