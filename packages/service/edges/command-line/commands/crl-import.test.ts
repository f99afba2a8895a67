import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';
import { publishCrls } from '../../../use-cases/revocation/publish-crls.ts';

const medium = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;

async function machine(): Promise<{ means: TestMeans; at: TestTerminal }> {
  const means = await testMeans();
  onTestFinished(() => means.close());
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  const at = new TestTerminal(means);
  at.files.set('passphrase', 'secret').set('bank.json', bankFile());
  return { means, at };
}

/** A service whose root is on another machine, and that machine. */
async function both() {
  const [service, offline] = [await machine(), await machine()];
  await service.at.type('bank', 'add', '--file', 'bank.json');
  const made = await offline.at.type('ca', 'init', '--root', '--name', 'Safe Root', ...medium, '--json');
  const { id } = made.json();
  offline.at.files.set('r', (await service.at.type('ca', 'request', '--bank', 'aozora')).out);
  service.at.files.set('c', (await offline.at.type('ca', 'sign-request', '--file', 'r', ...medium)).out);
  const from = ['--certificate-file', 'c', '--key-name', 'aozora-g1'];
  const imported = await service.at.type('ca', 'import', '--bank', 'aozora', ...from);
  expect(imported.out).toContain('its CRL was never brought in');
  return { service, offline, rootId: String(id) };
}

const codeAndRule = ({ err }: { err: string }) => {
  const { code, detail } = JSON.parse(err);
  return [code, detail.rule];
};

describe('the CRL of a root on a machine of its own', () => {
  it('is made with the root, shown there, imported here, and read at the address that its CA names', async () => {
    const { service, offline, rootId } = await both();
    const { out } = await offline.at.type('crl', 'show', rootId);
    service.at.files.set('crl', out);
    const imported = await service.at.type('crl', 'import', '--file', 'crl', '--json');
    expect(imported.err).toBe('');
    expect(imported.json()).toMatchObject({ issuer: rootId });
    const published = await service.means.register.read((tx) => tx.crls.published({ issuerId: rootId, shard: 0 }));
    expect(Buffer.from(published?.der ?? [])).toEqual(Buffer.from(parsePem(out, 'X509 CRL')));
    const [event] = (await service.means.register.read((tx) => tx.audit.of({}))).filter(
      ({ act }) => act === 'crl-published',
    );
    expect(event?.subject).toMatchObject({ issuerId: rootId, imported: true });
    // The same again, and DER.
    expect(codeAndRule(await service.at.type('crl', 'import', '--file', 'crl', '--json'))).toEqual([
      'crl-import-refused',
      'not-newer',
    ]);
    offline.means.clock.forward({ days: 1 });
    service.means.clock.forward({ days: 1 });
    await offline.at.type('crl', 'publish', ...medium);
    const next = (await offline.at.type('crl', 'show', rootId)).out;
    service.at.files.set('der', parsePem(next, 'X509 CRL'));
    const told = await service.at.type('crl', 'import', '--file', 'der');
    expect(told.out).toMatch(/^CRL \d+ is published/);
  });

  it('is missed until it is brought in, and asked for when it grows old', async () => {
    const { service, offline, rootId } = await both();
    const missed = async () => (await publishCrls(service.means)).refused.map((one) => [one.issuerId, one.missing]);
    const list = async () => (await service.at.type('ca', 'list')).out;
    expect(await missed()).toEqual([[rootId, true]]);
    expect(await list()).toMatch(new RegExp(`\nSafe Root \\(${rootId}\\): its CRL was never brought in, .*\n$`));
    expect((await service.at.type('ca', 'show', rootId)).out).toContain('its CRL was never brought in');
    service.at.files.set('crl', (await offline.at.type('crl', 'show', rootId)).out);
    await service.at.type('crl', 'import', '--file', 'crl');
    service.means.clock.forward({ days: 334 });
    expect(await missed()).toEqual([]);
    service.means.clock.forward({ days: 2 });
    expect(await missed()).toEqual([[rootId, false]]);
    service.at.language = 'ja';
    expect(await list()).toContain('CRLの期限が近づいています。');
    service.at.language = 'en';
    offline.means.clock.forward({ days: 336 });
    await offline.at.type('crl', 'publish', ...medium);
    service.at.files.set('crl', (await offline.at.type('crl', 'show', rootId)).out);
    expect(await service.at.type('crl', 'import', '--file', 'crl')).toMatchObject({ err: '' });
    expect(await missed()).toEqual([]);
    expect(await list()).not.toContain('CRL');
  });

  it('is refused when it has ended, comes from the future, was altered, or is none', async () => {
    const { service, offline, rootId } = await both();
    const { out } = await offline.at.type('crl', 'show', rootId);
    const altered = Buffer.from(parsePem(out, 'X509 CRL'));
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    service.at.files.set('crl', out).set('altered', altered).set('none', 'no CRL').set('cut', altered.subarray(0, 50));
    const importing = async (file: string) =>
      codeAndRule(await service.at.type('crl', 'import', '--file', file, '--json'))[1];
    expect(await importing('altered')).toBe('signature');
    expect(await importing('none')).toBe('crl-malformed');
    expect(await importing('cut')).toBe('crl-malformed');
    service.means.clock.forward({ days: -2 });
    expect(await importing('crl')).toBe('of-the-future');
    service.means.clock.forward({ days: 400 });
    expect(await importing('crl')).toBe('expired');
  });

  it('is refused of a CA whose key is here: that makes its own', async () => {
    const { at } = await machine();
    const { id } = (await at.type('ca', 'init', '--root', '--name', 'Own Root', '--json')).json();
    at.files.set('crl', (await at.type('crl', 'show', String(id))).out);
    const refused = await at.type('crl', 'import', '--file', 'crl', '--json');
    expect(codeAndRule(refused)).toEqual(['crl-import-refused', 'no-such-issuer']);
    expect(await at.type('crl', 'show', 'nobody')).toMatchObject({ exitCode: 3, out: '' });
  });
});

describe('the CRL that OpenSSL makes for its root', () => {
  function foreign() {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-foreign-crl-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    return { openssl, read, write };
  }

  it.each([
    ['is published', 'authorityKeyIdentifier=keyid', null],
    ['is refused without the key identifier that RFC 5280 5.2.1 demands', '', 'extension-set'],
  ])('%s', async (_, extension, rule) => {
    const { at } = await machine();
    const { openssl, read, write } = foreign();
    await at.type('bank', 'add', '--file', 'bank.json');
    write('request', (await at.type('ca', 'request', '--bank', 'aozora')).out);
    const usage = 'keyUsage=critical,keyCertSign,cRLSign';
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'root.key'];
    const ext = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', usage];
    openssl('req', '-x509', ...key, '-subj', '/C=JP/CN=Foreign Root', '-days', '7300', ...ext, '-out', 'root.pem');
    write(
      'ext',
      `basicConstraints=critical,CA:TRUE\n${usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`,
    );
    const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-days', '3650', '-extfile', 'ext', '-out', 'issuing.pem'];
    openssl('x509', '-req', '-in', 'request', ...by);
    at.files.set('chain', read('issuing.pem') + read('root.pem'));
    await at.type('ca', 'import', '--bank', 'aozora', '--certificate-file', 'chain', '--key-name', 'aozora-g1');
    const crl = `default_md=sha256\ndatabase=index\ncrlnumber=number\n${extension ? `crl_extensions=e\n[e]\n${extension}\n` : ''}`;
    write('conf', `[ca]\ndefault_ca=d\n[d]\n${crl}`);
    write('index', '');
    write('number', '1001\n');
    const signing = ['-config', 'conf', '-cert', 'root.pem', '-keyfile', 'root.key', '-crldays', '90'];
    openssl('ca', '-gencrl', ...signing, '-out', 'crl');
    at.files.set('crl', read('crl'));
    const typed = await at.type('crl', 'import', '--file', 'crl', '--json');
    // A foreign root's CAs name another address, so here nobody misses its CRL.
    if (rule !== null) expect((await at.type('ca', 'list')).out).not.toContain('CRL');
    if (rule === null) expect(typed.json()).toMatchObject({ number: 0x1001 });
    else expect(codeAndRule(typed)).toEqual(['crl-import-refused', rule]);
  });
});
