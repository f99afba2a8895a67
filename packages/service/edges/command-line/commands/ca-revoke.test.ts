import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestBank, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

const medium = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;
const compromised = ['--reason', 'ca-compromise'] as const;

async function machine(): Promise<{ means: TestMeans; at: TestTerminal }> {
  const means = await testMeans();
  onTestFinished(() => means.close());
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  const at = new TestTerminal(means);
  at.files.set('passphrase', 'secret').set('bank.json', bankFile());
  return { means, at };
}

/** The root in the service's own keys, and a bank with customers. */
async function here(): Promise<{ means: TestMeans; at: TestTerminal; bank: TestBank; id: string }> {
  const means = await testMeans();
  onTestFinished(() => means.close());
  const bank = await testBank(means);
  return { means, at: new TestTerminal(means), bank, id: bank.issuer.id };
}

/** A service under a root on another machine, whose CRL it has, and that machine. */
async function apart() {
  const [service, offline] = [await machine(), await machine()];
  await service.at.type('bank', 'add', '--file', 'bank.json');
  const root = (await offline.at.type('ca', 'init', '--root', '--name', 'Safe Root', ...medium, '--json')).json();
  offline.at.files.set('r', (await service.at.type('ca', 'request', '--bank', 'aozora')).out);
  const issuing = (await offline.at.type('ca', 'sign-request', '--file', 'r', ...medium)).out;
  service.at.files.set('c', issuing);
  offline.at.files.set('issuing.pem', issuing);
  const from = ['--certificate-file', 'c', '--key-name', 'aozora-g1'];
  const { id } = (await service.at.type('ca', 'import', '--bank', 'aozora', ...from, '--json')).json();
  return { service, offline, rootId: String(root.id), id: String(id) };
}

describe('koshin ca revoke', () => {
  it('says what it would mean, and takes it only with its name', async () => {
    const { means, at, bank, id } = await here();
    const { user } = await bank.customer();
    await bank.furtherCertificate(user, { daysLeft: 300 });
    const shown = await at.type('ca', 'revoke', id, ...compromised, '--dry-run');
    expect(shown).toMatchObject({ exitCode: 0, err: '' });
    expect(shown.out).toBe(
      [
        `CN=mihon CA G1,O=mihon信用金庫,C=JP (${id})`,
        'certificates that stop working: 2',
        'users with no other that works, who could not log in: 1',
        'banks for which nothing is issued until ca rollover: mihon',
        '',
      ].join('\n'),
    );
    expect(await at.type('ca', 'revoke', id, ...compromised)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--name is missing'),
    });
    expect(await at.type('ca', 'revoke', id, ...compromised, '--name', 'mihon CA')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--name is "mihon CA", but the CA is mihon CA G1'),
    });
    const refused = await at.type('ca', 'revoke', id, ...compromised, '--name', 'mihon CA G1', '--json');
    expect(refused.exitCode).toBe(3);
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'issuer-in-use', detail: { certificates: 2, users: 1 } });
    expect((await means.register.read((tx) => tx.issuers.get(id)))?.revocation).toBeNull();
  });

  it('revokes it, shows it, and is done again without doing anything twice', async () => {
    const { means, at, bank, id } = await here();
    const { certificate } = await bank.customer();
    const surely = ['--yes', '--even-though-customers-lose-access'];
    const told = await at.type('ca', 'revoke', 'mihon', '--generation', '1', ...compromised, ...surely, '--json');
    expect(told.json()).toMatchObject({
      id,
      state: 'revoked',
      revocation: { reason: 'ca-compromise' },
      before: false,
      listed: true,
      weight: { certificates: 1, usersWithoutOther: 1, banksWithoutIssuer: ['mihon'] },
    });
    const presented = await new TestBrowser(means, 'mihon').present(certificate);
    expect(presented.code).toBe('certificate-issuer-revoked');
    const again = await at.type('ca', 'revoke', id, '--reason', 'cessation', '--yes');
    expect(again.out).toMatch(/^It had been revoked before; the first reason stays\.\n/);
    expect((await at.type('ca', 'list', '--bank', 'mihon')).out).toMatch(/ +revoked\n$/);
    at.language = 'ja';
    expect((await at.type('ca', 'show', id)).out).toMatch(/状態: 失効\n(?:.*\n)*失効: .* ca-compromise\n/);
  });

  it('takes the root’s key from its medium for this once', async () => {
    const { means, at } = await machine();
    await at.type('bank', 'add', '--file', 'bank.json');
    const root = (await at.type('ca', 'init', '--root', '--name', 'A root', ...medium, '--json')).json();
    const { id } = (await at.type('ca', 'init', '--bank', 'aozora', ...medium, '--json')).json();
    const asked = ['ca', 'revoke', String(id), ...compromised, '--yes'];
    expect(await at.type(...asked)).toMatchObject({ exitCode: 4 });
    expect((await at.type(...asked, ...medium, '--json')).json()).toMatchObject({ before: false, listed: true });
    const key = { issuerId: String(root.id), shard: 0 };
    expect(await means.register.read((tx) => tx.crls.current(key))).toMatchObject({ complete: true });
    expect(openssl(['crl', '-noout', '-text'], (await at.type('crl', 'show', String(root.id))).out)).toMatch(
      /Revoked Certificates:\n(?:.*\n)*.*CA Compromise/,
    );
  });

  it('is wrong usage without saying which, for a bank without its generation, and for no reason of a CA’s', async () => {
    const { at } = await here();
    const exits = async (...words: readonly string[]) =>
      (await at.type('ca', 'revoke', ...words, '--yes', '--reason', 'superseded')).exitCode;
    expect(await exits()).toBe(2);
    expect(await exits('mihon')).toBe(2);
    expect(await exits('mihon', '--generation', '2')).toBe(3);
    expect(await exits('nobody')).toBe(3);
    expect((await at.type('ca', 'revoke', 'mihon', '--reason', 'lost')).exitCode).toBe(2);
  });
});

describe('a CA whose root is on a machine of its own', () => {
  it('is revoked there by its certificate, and here by the CRL that is carried over', async () => {
    const { service, offline, rootId, id } = await apart();
    // Here it cannot be: the root's key is not.
    const refused = await service.at.type('ca', 'revoke', id, ...compromised, '--yes', '--json');
    expect(JSON.parse(refused.err)).toMatchObject({
      code: 'signer-unavailable',
      expected: "its root's CRL, brought in by crl import",
    });
    const byFile = ['--certificate-file', 'issuing.pem', ...compromised, ...medium];
    const told = await offline.at.type('ca', 'revoke', ...byFile, '--json');
    expect(told.json()).toMatchObject({ issuedBy: rootId, before: false, listed: true });
    expect((await offline.at.type('ca', 'revoke', ...byFile)).out).toContain(`carry what crl show ${rootId} writes`);
    service.at.files.set('crl', (await offline.at.type('crl', 'show', rootId)).out);
    const imported = await service.at.type('crl', 'import', '--file', 'crl', '--json');
    expect(imported.json()).toMatchObject({ issuer: rootId, revoked: [id] });
    expect((await service.at.type('ca', 'show', id, '--json')).json()).toMatchObject({
      state: 'revoked',
      revocation: { reason: 'ca-compromise' },
    });
    const acts = await service.means.register.read((tx) => tx.audit.of({ bankId: 'aozora' }));
    expect(acts.at(-1)).toMatchObject({ act: 'issuer-revoked', subject: { issuerId: id, reason: 'ca-compromise' } });
  });

  it('has its root’s CRL refused, and nothing changed, while customers would lose access', async () => {
    const { service, offline, rootId, id } = await apart();
    const customers = { certificates: 3, usersWithoutOther: 2 };
    const { means } = service;
    const counting: TestMeans = {
      ...means,
      register: {
        ...means.register,
        read: (work) =>
          means.register.read((tx) =>
            work({ ...tx, certificates: { ...tx.certificates, usableOf: async () => customers } }),
          ),
      },
    };
    const at = new TestTerminal(counting);
    await offline.at.type('ca', 'revoke', '--certificate-file', 'issuing.pem', ...compromised, ...medium);
    at.files.set('crl', (await offline.at.type('crl', 'show', rootId)).out);
    const refused = await at.type('crl', 'import', '--file', 'crl', '--json');
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'issuer-in-use', detail: { certificates: 3, users: 2 } });
    expect(await means.register.read((tx) => tx.crls.current({ issuerId: rootId, shard: 0 }))).toBeNull();
    const though = ['crl', 'import', '--file', 'crl', '--even-though-customers-lose-access'];
    expect((await at.type(...though)).out).toContain(`Revoked by it: 青空信用金庫 法人認証局 G1 (${id})\n`);
  });

  it('is not taken in when it was revoked before', async () => {
    const { service, offline, rootId } = await apart();
    offline.at.files.set('r2', (await service.at.type('ca', 'request', '--bank', 'aozora')).out);
    const second = (await offline.at.type('ca', 'sign-request', '--file', 'r2', ...medium)).out;
    offline.at.files.set('second', second);
    await offline.at.type('ca', 'revoke', '--certificate-file', 'second', ...compromised, ...medium);
    service.at.files.set('crl', (await offline.at.type('crl', 'show', rootId)).out).set('c2', second);
    expect((await service.at.type('crl', 'import', '--file', 'crl', '--json')).json()).toMatchObject({ revoked: [] });
    const day = new Date(service.means.clock.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const from = ['--certificate-file', 'c2', '--key-name', 'aozora-g2', '--takes-over-at', day];
    const refused = await service.at.type('ca', 'import', '--bank', 'aozora', ...from, '--json');
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'issuer-import-refused', detail: { rule: 'revoked' } });
  });

  it('is not revoked there by a certificate of another root, by one that is none, or by one registered there', async () => {
    const { service, offline } = await apart();
    const other = await apart();
    const codeOf = async (file: string, content: string) => {
      offline.at.files.set(file, content);
      const told = await offline.at.type(
        'ca',
        'revoke',
        '--certificate-file',
        file,
        ...compromised,
        ...medium,
        '--json',
      );
      return JSON.parse(told.err).code;
    };
    expect(await codeOf('other', String(other.offline.at.files.get('issuing.pem')))).toBe('not-found');
    expect(await codeOf('none', 'no certificate')).toBe('issuer-import-refused');
    const [root] = await offline.means.register.read((tx) => tx.issuers.all());
    const shown = (await offline.at.type('ca', 'show', root?.id ?? '')).out;
    expect(await codeOf('root', shown.slice(shown.indexOf('-----BEGIN')))).toBe('issuer-exists');
    expect(await service.means.register.read((tx) => tx.revokedAuthorities.ofIssuer(root?.id ?? ''))).toEqual([]);
  });
});

describe('a CA under OpenSSL’s root', () => {
  it('is revoked by the CRL that OpenSSL makes of it', async () => {
    const { at } = await machine();
    const folder = mkdtempSync(join(tmpdir(), 'koshin-foreign-revocation-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const run = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    await at.type('bank', 'add', '--file', 'bank.json');
    write('request', (await at.type('ca', 'request', '--bank', 'aozora')).out);
    const usage = 'keyUsage=critical,keyCertSign,cRLSign';
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'root.key'];
    const ext = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', usage];
    run('req', '-x509', ...key, '-subj', '/C=JP/CN=Foreign Root', '-days', '7300', ...ext, '-out', 'root.pem');
    write(
      'ext',
      `basicConstraints=critical,CA:TRUE\n${usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`,
    );
    const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-days', '3650', '-extfile', 'ext', '-out', 'issuing.pem'];
    run('x509', '-req', '-in', 'request', ...by);
    at.files.set('chain', read('issuing.pem') + read('root.pem'));
    const from = ['--certificate-file', 'chain', '--key-name', 'aozora-g1'];
    const { id } = (await at.type('ca', 'import', '--bank', 'aozora', ...from, '--json')).json();
    write('index', '');
    write('number', '1001\n');
    const point =
      'default_md=sha256\ndatabase=index\ncrlnumber=number\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n';
    write('conf', `[ca]\ndefault_ca=d\n[d]\n${point}`);
    const signing = ['-config', 'conf', '-cert', 'root.pem', '-keyfile', 'root.key'];
    const publish = async () => {
      run('ca', '-gencrl', ...signing, '-crldays', '90', '-out', 'crl');
      at.files.set('crl', parsePem(read('crl'), 'X509 CRL'));
      return (await at.type('crl', 'import', '--file', 'crl', '--json')).json();
    };
    expect(await publish()).toMatchObject({ revoked: [] });
    run('ca', '-revoke', 'issuing.pem', '-crl_reason', 'keyCompromise', ...signing);
    expect(await publish()).toMatchObject({ revoked: [id] });
    expect((await at.type('ca', 'show', String(id), '--json')).json()).toMatchObject({
      state: 'revoked',
      revocation: { reason: 'ca-compromise' },
    });
    // The next one that lists it changes nothing.
    expect(await publish()).toMatchObject({ revoked: [] });
  });
});

function openssl(args: readonly string[], input: string): string {
  return execFileSync('openssl', args, { input, encoding: 'utf8' });
}
