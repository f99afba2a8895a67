import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshDatabase } from '../../../tests/testkit/fresh-database.ts';
import { httpRequest } from '../../../tests/testkit/network/http-client.ts';
import { type ServiceProcess, startService } from '../../../tests/testkit/service-process.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const Account = Type.Object(
  {
    bank: Type.String(),
    portalUrl: Type.String(),
    loginId: Type.String(),
    password: TextOrNull,
    code: TextOrNull,
    p12Url: TextOrNull,
    p12Password: TextOrNull,
    expiryDate: TextOrNull,
    state: Type.String(),
  },
  { additionalProperties: false },
);

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json();
const accountsOf = async ({ status }: ServiceProcess) =>
  Value.Parse(Type.Array(Account), await getJson(`${status}/demo/accounts.json`));
const certificateIn = (file: string) => new Uint8Array(new X509Certificate(readFileSync(file)).raw);
const rootOf = async ({ status }: ServiceProcess) => (await fetch(`${status}/demo/root.crt`)).text();

const program = join(import.meta.dirname, 'koshin.ts');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('koshin serve --demo', { timeout: 90_000 }, () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await startService();
  }, 90_000);
  afterAll(() => service.stop());

  it('says in one line on standard output where everything is', async () => {
    const [line, ...more] = service.output().trim().split('\n');
    expect(more).toEqual([]);
    expect(Object.keys(JSON.parse(line ?? ''))).toEqual([
      'ready',
      'status',
      'portals',
      'presentationPort',
      'est',
      'operator',
    ]);
    expect(Object.keys(service.portals)).toEqual(['mihon', 'reiji']);
    expect(service.status).toMatch(/^http:\/\/localhost:\d+$/);
  });

  it('is ready then, in every part that it names', async () => {
    expect(await getJson(`${service.status}/readyz`)).toEqual({
      ready: true,
      checks: { started: 'works', database: 'works', signer: 'works' },
    });
  });

  it('serves every portal under the demo root', async () => {
    const ca = await rootOf(service);
    for (const portal of Object.values(service.portals)) {
      expect(await httpRequest(`${portal}/healthz`, { ca })).toMatchObject({ status: 200 });
    }
  });

  it('lists 22 accounts, of which 20 have a certificate file and a password, the others a code', async () => {
    const accounts = await accountsOf(service);
    expect(accounts).toHaveLength(22);
    for (const account of accounts) {
      expect(account.portalUrl).toBe(service.portals[account.bank]);
      const { password, code, p12Url, p12Password, expiryDate } = account;
      const acquired = account.state !== 'never-acquired';
      if (acquired) expect(password).toMatch(/^[a-z-]+$/);
      else expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      const ofCertificate = [password, p12Url, p12Password, expiryDate];
      expect(ofCertificate.map((one) => one !== null)).toEqual(ofCertificate.map(() => acquired));
      expect(code === null).toBe(acquired);
    }
    const files = accounts.flatMap(({ p12Url }) => p12Url ?? []);
    expect(new Set(files).size).toBe(20);
  });

  it('hands out files that OpenSSL and NSS open with the password listed', async () => {
    const [first, second] = (await accountsOf(service)).filter(({ state }) => state === 'active');
    const database = `sql:${mkdtempSync(join(folder, 'nss-'))}`;
    execFileSync('certutil', ['-d', database, '-N', '--empty-password']);
    for (const account of [first, second]) {
      if (!account?.p12Url || !account.p12Password) throw new Error('no file is offered');
      const file = join(folder, `${account.loginId}.p12`);
      writeFileSync(file, Buffer.from(await (await fetch(account.p12Url)).arrayBuffer()));
      const opened = execFileSync('openssl', [
        'pkcs12',
        '-in',
        file,
        '-passin',
        `pass:${account.p12Password}`,
        '-nodes',
      ]);
      expect(opened.toString()).toContain('BEGIN PRIVATE KEY');
      execFileSync('pk12util', ['-d', database, '-i', file, '-W', account.p12Password, '-K', '']);
    }
    expect(execFileSync('certutil', ['-d', database, '-K']).toString().trim().split('\n')).toHaveLength(3);
  });

  it('answers OCSP where its certificates say, as OpenSSL verifies', async () => {
    const account = (await accountsOf(service)).find(({ state }) => state === 'active');
    const [file, client, ca] = [join(folder, 'ocsp.p12'), join(folder, 'ocsp.pem'), join(folder, 'ocsp-ca.pem')];
    writeFileSync(file, Buffer.from(await (await fetch(account?.p12Url ?? '')).arrayBuffer()));
    const password = `pass:${account?.p12Password}`;
    const pem = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', password, '-nokeys', '-clcerts']);
    writeFileSync(client, pem);
    const addresses = new X509Certificate(pem).infoAccess ?? '';
    const [ocsp, issuer] = [/OCSP - URI:(\S+)/, /CA Issuers - URI:(\S+)/].map(
      (address) => address.exec(addresses)?.[1],
    );
    const issuerDer = Buffer.from(await (await fetch(issuer ?? '')).arrayBuffer());
    writeFileSync(ca, new X509Certificate(issuerDer).toString() + (await rootOf(service)));
    const ask = promisify(execFile);
    // The responder is made beside the start.
    const answer = await vi.waitFor(
      () => ask('openssl', ['ocsp', '-issuer', ca, '-cert', client, '-url', ocsp ?? '', '-CAfile', ca]),
      { timeout: 20_000, interval: 200 },
    );
    expect(answer.stderr).toContain('Response verify OK');
    expect(answer.stdout).toContain(`${client}: good`);
  });

  it('serves the CA certificates to which its certificates lead', async () => {
    const [account] = (await accountsOf(service)).filter(({ p12Url }) => p12Url !== null);
    const file = join(folder, 'aia.p12');
    writeFileSync(file, Buffer.from(await (await fetch(account?.p12Url ?? '')).arrayBuffer()));
    const args = ['pkcs12', '-in', file, '-passin', `pass:${account?.p12Password}`, '-clcerts', '-nokeys'];
    const text = execFileSync('openssl', ['x509', '-noout', '-text'], {
      input: execFileSync('openssl', args),
    }).toString();
    const url = /CA Issuers - URI:(\S+)/.exec(text)?.[1] ?? '';
    expect(url.startsWith(`${service.status}/ca/`)).toBe(true);
    const der = Buffer.from(await (await fetch(url)).arrayBuffer());
    const subject = execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'utf8'], {
      input: der,
    });
    expect(subject.toString()).toContain('見本信用金庫 法人認証局 G1');
  });

  it('publishes the CRL that its certificates name: OpenSSL finds the revoked one revoked, another one not', async () => {
    const accounts = await accountsOf(service);
    const root = join(folder, 'crl-root.pem');
    writeFileSync(root, await rootOf(service));
    const verdictOn = async (state: string) => {
      const account = accounts.find((one) => one.bank === 'mihon' && one.state === state);
      const file = (name: string) => join(folder, `crl-${state}.${name}`);
      writeFileSync(file('p12'), Buffer.from(await (await fetch(account?.p12Url ?? '')).arrayBuffer()));
      const given = ['pkcs12', '-in', file('p12'), '-passin', `pass:${account?.p12Password}`, '-nokeys'];
      writeFileSync(file('above'), execFileSync('openssl', [...given, '-cacerts']));
      writeFileSync(file('leaf'), execFileSync('openssl', [...given, '-clcerts']));
      const [url = ''] = parseCertificate(certificateIn(file('leaf'))).extensions.crlUrls ?? [];
      expect(url.startsWith(`${service.status}/crl/`)).toBe(true);
      const crl = Buffer.from(await (await fetch(url)).arrayBuffer());
      writeFileSync(file('crl'), execFileSync('openssl', ['crl', '-inform', 'DER'], { input: crl }));
      const asked = ['-CAfile', root, '-untrusted', file('above'), '-CRLfile', file('crl'), file('leaf')];
      const { stdout, stderr } = spawnSync('openssl', ['verify', '-crl_check', ...asked], { encoding: 'utf8' });
      return stdout + stderr;
    };
    expect(await verdictOn('revoked')).toContain('certificate revoked');
    expect(await verdictOn('active')).toContain(': OK');
  });

  it('refuses a second start on the same folder, and is not disturbed', async () => {
    const second = startService({ dataDir: service.dataDir });
    await expect(second).rejects.toThrow(
      `The data folder ${service.dataDir} is in use by another Koshin: end that one, or choose another folder by KOSHIN_DATA_DIR.`,
    );
    expect((await fetch(`${service.status}/readyz`)).status).toBe(200);
  });
});

describe('a koshin that is asked to end', { timeout: 90_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s leaves with 0 within 5 seconds, with connections open',
    async (signal) => {
      const child = startAlone(join(folder, signal));
      const [line] = await once(child.stdout, 'data');
      const { status, portals } = JSON.parse(String(line));
      const ports = [status, portals.mihon].map((url) => Number(new URL(url).port));
      const connections = ports.map((port) => connect(port, '127.0.0.1').on('error', () => {}));
      for (const connection of connections) {
        await once(connection, 'connect');
        connection.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      }
      const before = performance.now();
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - before).toBeLessThan(5000);
      for (const connection of connections) connection.destroy();
    },
  );

  it('while it still starts ends at once, and the next start is complete', async () => {
    const dataDir = join(folder, 'interrupted');
    const child = startAlone(dataDir);
    await after(700);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const [code, signal] = await ended;
    // 143 by itself, or by the signal when Node had not yet come to our code.
    expect([143, 'SIGTERM']).toContain(code ?? signal);
    const next = await startService({ dataDir });
    expect(await accountsOf(next)).toHaveLength(22);
    await next.stop();
  });
});

function startAlone(dataDir: string) {
  const { PATH = '' } = process.env;
  const ports = {
    KOSHIN_PORTAL_PORT: '0',
    KOSHIN_PRESENTATION_PORT: '0',
    KOSHIN_EST_PORT: '0',
    KOSHIN_STATUS_PORT: '0',
  };
  return spawn(process.execPath, [program, 'serve', '--demo'], {
    env: { PATH, ...ports, KOSHIN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a demo that is started again', { timeout: 180_000 }, () => {
  it('is the same, also after it was killed', async () => {
    const first = await startService({ dataDir: join(folder, 'again') });
    const [accounts, root] = [await accountsOf(first), await rootOf(first)];
    await first.kill();
    const second = await startService({ dataDir: first.dataDir });
    const withoutAddresses = (list: typeof accounts) => list.map(({ portalUrl, p12Url, ...account }) => account);
    expect(withoutAddresses(await accountsOf(second))).toEqual(withoutAddresses(accounts));
    expect(await rootOf(second)).toBe(root);
    await second.stop();
  });

  it('is complete when its first starts were killed anywhere on the way', async () => {
    const dataDir = join(folder, 'killed');
    for (const moment of [600, 750, 900, 1050, 1200, 1350]) {
      const child = startAlone(dataDir);
      await after(moment);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const service = await startService({ dataDir });
    const accounts = await accountsOf(service);
    expect(accounts.filter(({ state }) => state === 'active')).toHaveLength(16);
    expect(accounts.filter(({ state }) => state === 'expired')).toHaveLength(2);
    expect(accounts.filter(({ state }) => state === 'revoked')).toHaveLength(2);
    await service.stop();
  });
});

describe('a demo on another day', { timeout: 90_000 }, () => {
  it('begins at its clock, with certificates that browsers offer already', async () => {
    const service = await startService({
      dataDir: join(folder, 'later'),
      env: { KOSHIN_DEMO_CLOCK: '2031-03-01T09:00:00+09:00' },
    });
    const accounts = await accountsOf(service);
    const sakura = accounts.find(({ loginId }) => loginId === 'aoba-sakura');
    expect(sakura).toMatchObject({ expiryDate: '2031-03-21', state: 'active' });
    const file = join(folder, 'later.p12');
    writeFileSync(file, Buffer.from(await (await fetch(sakura?.p12Url ?? '')).arrayBuffer()));
    const args = ['pkcs12', '-in', file, '-passin', `pass:${sakura?.p12Password}`, '-clcerts', '-nokeys'];
    const certificate = new X509Certificate(execFileSync('openssl', args));
    expect(certificate.validFromDate.getTime()).toBeLessThan(Date.now());
    expect(certificate.validToDate.toISOString()).toBe('2031-03-21T14:59:59.000Z');
    await service.stop();
  });
});

describe('koshin on PostgreSQL', { timeout: 120_000 }, () => {
  it('serves the same demo from two nodes that share a database and a folder', async () => {
    const database = await freshDatabase('postgres');
    const env = { DATABASE_URL: database.url };
    const one = await startService({ dataDir: join(folder, 'nodes'), env });
    const two = await startService({ dataDir: join(folder, 'nodes'), env });
    const loginIds = async (node: ServiceProcess) => (await accountsOf(node)).map(({ loginId }) => loginId);
    expect(await loginIds(two)).toEqual(await loginIds(one));
    expect(await rootOf(two)).toBe(await rootOf(one));
    await Promise.all([one.stop(), two.stop()]);
    await database.drop();
  });
});

describe('koshin serve for a bank', { timeout: 90_000 }, () => {
  it('starts with its own certificates and shows nothing of the demo', async () => {
    const subject = ['-subj', '/CN=example', '-addext', 'subjectAltName=DNS:*.portal.example,DNS:*.cert.example'];
    const [key, certificate] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
    writeFileSync(join(folder, 'passphrase'), 'correct horse battery staple\n');
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [program, 'serve'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH,
        KOSHIN_LOG_LEVEL: 'warn',
        KOSHIN_PORTAL_PORT: '0',
        KOSHIN_PRESENTATION_PORT: '0',
        KOSHIN_EST_PORT: '0',
        KOSHIN_STATUS_PORT: '0',
        KOSHIN_DATA_DIR: 'bank',
        KOSHIN_STATUS_URL: 'http://status.example',
        KOSHIN_PORTAL_DOMAIN: 'portal.example',
        KOSHIN_PRESENTATION_DOMAIN: 'cert.example',
        KOSHIN_KEY_PASSPHRASE_FILE: 'passphrase',
        KOSHIN_PORTAL_KEY_FILE: key,
        KOSHIN_PORTAL_CERTIFICATE_FILE: certificate,
        KOSHIN_PRESENTATION_KEY_FILE: key,
        KOSHIN_PRESENTATION_CERTIFICATE_FILE: certificate,
      },
    });
    const [line] = await once(child.stdout, 'data');
    const { status, portals } = JSON.parse(String(line));
    expect(portals).toEqual({});
    expect((await fetch(`${status}/readyz`)).status).toBe(200);
    expect((await fetch(`${status}/`)).status).toBe(404);
    expect((await fetch(`${status}/demo/accounts.json`)).status).toBe(404);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
