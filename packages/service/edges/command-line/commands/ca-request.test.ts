import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

interface Machine {
  readonly means: TestMeans;
  readonly at: TestTerminal;
}

/** A machine with a register and keys of its own. */
async function machine(): Promise<Machine> {
  const means = await testMeans();
  onTestFinished(() => means.close());
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  return { means, at: new TestTerminal(means) };
}

async function bankMachine(): Promise<Machine> {
  const bank = await machine();
  bank.at.files.set('bank.json', bankFile());
  expect((await bank.at.type('bank', 'add', '--file', 'bank.json')).exitCode).toBe(0);
  return bank;
}

/** The machine in the safe: its root's key is on a medium. */
const medium = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;
async function offlineMachine(): Promise<Machine> {
  const offline = await machine();
  offline.at.files.set('passphrase', 'secret');
  const made = await offline.at.type('ca', 'init', '--root', '--name', 'Safe Root', ...medium);
  expect(made.err).toBe('');
  return offline;
}

/** Request, signature and import, each on its machine; the files are carried by hand. */
async function carried(bank: Machine, offline: Machine, keyName: string, ...importing: readonly string[]) {
  const request = await bank.at.type('ca', 'request', '--bank', 'aozora');
  expect(request.err).toBe('');
  offline.at.files.set('request.pem', request.out);
  const signed = await offline.at.type('ca', 'sign-request', '--file', 'request.pem', ...medium);
  expect(signed.err).toBe('');
  bank.at.files.set('issuing.pem', signed.out);
  const from = ['--certificate-file', 'issuing.pem', '--key-name', keyName];
  return bank.at.type('ca', 'import', '--bank', 'aozora', ...from, ...importing, '--json');
}

const actsOf = async ({ means }: Machine) =>
  (await means.register.read((tx) => tx.audit.of({}))).map(({ act }) => act).reverse();

describe('an issuing CA under a root that is kept on a machine of its own', () => {
  it('is requested, signed there and imported here, with no rule of ours broken', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    const imported = await carried(bank, offline, 'aozora-g1');
    expect(imported.err).toBe('');
    expect(imported.json()).toMatchObject({
      generation: 1,
      state: 'issuing',
      keyName: 'aozora-g1',
      subject: 'CN=青空信用金庫 法人認証局 G1,O=青空信用金庫,C=JP',
      warnings: [],
    });
    expect(await actsOf(bank)).toContain('issuer-requested');
    expect(await actsOf(offline)).toContain('issuer-certified');
    // The key never left: neither machine has the other's.
    await expect(offline.means.signer.publicKeyOf('aozora-g1')).rejects.toMatchObject({ code: 'signer-unavailable' });
    await expect(bank.means.signer.publicKeyOf('root-g1')).rejects.toMatchObject({ code: 'signer-unavailable' });
  });

  it('finds its root here under the id by which its certificate names the address of the CRL', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    const certificate = parsePem(String((await carried(bank, offline, 'aozora-g1')).json().certificate), 'CERTIFICATE');
    const [root] = (await bank.means.register.read((tx) => tx.issuers.all())).filter((one) => one.bankId === null);
    const [there] = await offline.means.register.read((tx) => tx.issuers.all());
    expect(root?.id).toBe(there?.id);
    expect(parseCertificate(certificate).extensions.crlUrls).toEqual([`http://status.example/crl/${root?.id}/0.crl`]);
  });

  it('is rolled over in the same way: the next generation takes over on its day', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    await carried(bank, offline, 'aozora-g1');
    const day = new Date(bank.means.clock.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const next = await carried(bank, offline, 'aozora-g2', '--takes-over-at', day);
    expect(next.err).toBe('');
    expect(next.json()).toMatchObject({ generation: 2, state: 'coming', keyName: 'aozora-g2' });
    const roots = (await bank.means.register.read((tx) => tx.issuers.all())).filter((one) => one.bankId === null);
    expect(roots).toHaveLength(1);
  });

  it('can be requested again when the file was lost: the key is the same', async () => {
    const { at, means } = await bankMachine();
    const first = (await at.type('ca', 'request', '--bank', 'aozora', '--json')).json();
    const again = (await at.type('ca', 'request', '--bank', 'aozora', '--json')).json();
    expect([first.keyMade, again.keyMade]).toEqual([true, false]);
    expect(first.keyName).toBe('aozora-g1');
    expect(await means.signer.publicKeyOf('aozora-g1')).toBeDefined();
  });

  it('may have another name, and its key another', async () => {
    const { at } = await bankMachine();
    const named = ['--name', 'Aozora CA', '--key-name', 'in-the-module'];
    const { keyName } = (await at.type('ca', 'request', '--bank', 'aozora', ...named, '--json')).json();
    expect(keyName).toBe('in-the-module');
  });
});

describe('ca request refuses', () => {
  it('a bank that is not there, and a key that is a registered CA’s', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    expect(await bank.at.type('ca', 'request', '--bank', 'nobody')).toMatchObject({ exitCode: 3, out: '' });
    await carried(bank, offline, 'aozora-g1');
    const again = await bank.at.type('ca', 'request', '--bank', 'aozora', '--key-name', 'aozora-g1', '--json');
    expect(JSON.parse(again.err)).toMatchObject({ code: 'issuer-exists' });
  });
});

describe('ca sign-request refuses', () => {
  const codeOf = ({ err }: { err: string }) => JSON.parse(err).code;
  const signing = (at: TestTerminal, file: string, ...options: readonly string[]) =>
    at.type('ca', 'sign-request', '--file', file, ...(options.length > 0 ? options : medium), '--json');

  it('without the root’s key, and with that of another medium', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    offline.at.files.set('r', (await bank.at.type('ca', 'request', '--bank', 'aozora')).out);
    const none = ['--key-folder', '/media/other', '--key-passphrase-file', 'passphrase'];
    expect(codeOf(await signing(offline.at, 'r', ...none))).toBe('signer-unavailable');
    await offline.at.keyFolder('/media/other').makeKey({ keyName: 'root-g1', kind: 'P-256' });
    expect(codeOf(await signing(offline.at, 'r', ...none))).toBe('signer-unavailable');
    expect(await actsOf(offline)).not.toContain('issuer-certified');
  });

  it('a term beyond the root’s, and a request that is none or was altered', async () => {
    const [bank, offline] = [await bankMachine(), await offlineMachine()];
    const { out } = await bank.at.type('ca', 'request', '--bank', 'aozora');
    const altered = Buffer.from(parsePem(out, 'CERTIFICATE REQUEST'));
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${altered.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    offline.at.files
      .set('r', out)
      .set('none', 'no request')
      .set('altered', pem)
      .set('two', out + out);
    expect(codeOf(await signing(offline.at, 'r', '--years', '30', ...medium))).toBe('issuer-term-refused');
    expect(codeOf(await signing(offline.at, 'altered'))).toBe('csr-signature-invalid');
    expect(codeOf(await signing(offline.at, 'none'))).toBe('csr-malformed');
    expect(codeOf(await signing(offline.at, 'two'))).toBe('csr-malformed');
  });

  it('a request in the root’s own name or for its own key, and a key that is too weak for a CA', async () => {
    const offline = await offlineMachine();
    const folder = mkdtempSync(join(tmpdir(), 'koshin-request-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const request = (name: string, subject: string, ...key: readonly string[]) => {
      const options = ['-new', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`];
      execFileSync('openssl', ['req', ...options, '-utf8', '-subj', subject], { cwd: folder, stdio: 'pipe' });
      offline.at.files.set(name, readFileSync(join(folder, `${name}.csr`), 'utf8'));
    };
    const p256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    request('same-name', '/C=JP/CN=Safe Root', ...p256);
    request('weak', '/C=JP/CN=Weak', 'rsa:2048');
    request('no-name', '/', ...p256);
    expect(codeOf(await signing(offline.at, 'same-name'))).toBe('issuer-exists');
    expect(codeOf(await signing(offline.at, 'weak'))).toBe('key-too-weak');
    expect(codeOf(await signing(offline.at, 'no-name'))).toBe('certificate-lint-refused');
  });
});

describe('OpenSSL as the root', () => {
  /** Signs what ca request wrote, knowing nothing of our profiles. */
  async function signedByOpenssl(bank: Machine, extensions: string) {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-foreign-root-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const { out } = await bank.at.type('ca', 'request', '--bank', 'aozora');
    writeFileSync(join(folder, 'request.pem'), out);
    writeFileSync(join(folder, 'ext'), extensions);
    expect(openssl('req', '-in', 'request.pem', '-noout', '-verify', '-subject').toString()).toContain('CN');
    const ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes', '-keyout', 'root.key'];
    openssl('req', '-x509', ...key, '-subj', '/C=JP/CN=Foreign Root', '-days', '7300', ...ca, '-out', 'root.pem');
    const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '3650', '-extfile', 'ext'];
    openssl('x509', '-req', '-in', 'request.pem', ...by, '-out', 'issuing.pem');
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    bank.at.files.set('chain', read('issuing.pem') + read('root.pem'));
    const from = ['--certificate-file', 'chain', '--key-name', 'aozora-g1'];
    return bank.at.type('ca', 'import', '--bank', 'aozora', ...from, '--json');
  }
  const own = 'basicConstraints=critical,CA:TRUE,pathlen:0\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n';

  it('answers the request, and the CA is taken over with it', async () => {
    const imported = await signedByOpenssl(await bankMachine(), `${own}keyUsage=critical,keyCertSign,cRLSign\n`);
    expect(imported.err).toBe('');
    expect(imported.json()).toMatchObject({ generation: 1, state: 'issuing', keyName: 'aozora-g1' });
  });

  it('gives a certificate that ca import checks as any other', async () => {
    const imported = await signedByOpenssl(await bankMachine(), `${own}keyUsage=critical,keyCertSign\n`);
    expect(JSON.parse(imported.err)).toMatchObject({ code: 'issuer-import-refused', detail: { rule: 'key-usage' } });
  });
});
