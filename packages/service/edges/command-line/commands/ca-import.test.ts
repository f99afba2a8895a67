import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { bankFile, TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

/** A root and CAs under it as OpenSSL makes them, knowing nothing of our profiles. */
let folder: string;
const path = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(path(name), 'utf8');
const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

function makeCa(
  name: string,
  { by, extensions, days = 3650 }: { by: string | null; extensions: string; days?: number },
) {
  writeFileSync(path(`${name}.ext`), extensions);
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`);
  openssl('req', '-new', '-utf8', '-key', `${name}.key`, '-subj', `/C=JP/O=Aozora/CN=${name}`, '-out', `${name}.csr`);
  const signed =
    by === null ? ['-signkey', `${name}.key`] : ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-CAcreateserial'];
  const options = ['-days', String(days), '-extfile', `${name}.ext`, '-out', `${name}.crt`];
  openssl('x509', '-req', '-in', `${name}.csr`, ...signed, ...options);
}

const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-import-'));
  makeCa('root', { by: null, extensions: ca, days: 7300 });
  makeCa('issuing', { by: 'root', extensions: `${ca}authorityKeyIdentifier=keyid\n` });
  makeCa('below', { by: 'issuing', extensions: ca });
  makeCa('no-ca', { by: 'root', extensions: 'subjectKeyIdentifier=hash\n' });
  makeCa('no-crl', { by: 'root', extensions: ca.replace(',cRLSign', '') });
  makeCa('no-usage', { by: 'root', extensions: ca.replace('keyUsage=critical,keyCertSign,cRLSign\n', '') });
  makeCa('no-id', {
    by: 'root',
    extensions: `${ca.replace('subjectKeyIdentifier=hash', 'subjectKeyIdentifier=none')}`,
  });
  makeCa('short', { by: 'root', extensions: ca, days: 30 });
  openssl('pkcs8', '-topk8', '-in', 'issuing.key', '-out', 'issuing.enc', '-passout', 'pass:old secret');
  openssl('ec', '-in', 'issuing.key', '-out', 'issuing.sec1');
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'issuing.key', '-outform', 'DER', '-out', 'issuing.der');
  const both = ['-inkey', 'issuing.key', '-in', 'issuing.crt', '-certfile', 'root.crt', '-passout', 'pass:old secret'];
  openssl('pkcs12', '-export', ...both, '-name', '青空', '-out', 'issuing.p12');
  openssl('pkcs12', '-export', ...both, '-legacy', '-out', 'older.p12');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function terminal() {
  const means = await testMeans();
  onTestFinished(() => means.close());
  // The certificates begin now, by the real time.
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  const at = new TestTerminal(means);
  at.files.set('bank.json', bankFile()).set('passphrase', 'old secret\n').set('wrong', 'another');
  for (const name of ['root', 'issuing', 'below', 'no-ca', 'no-crl', 'no-usage', 'no-id', 'short']) {
    at.files.set(`${name}.crt`, text(`${name}.crt`)).set(`${name}.key`, text(`${name}.key`));
  }
  at.files.set('chain.crt', text('issuing.crt') + text('root.crt'));
  at.files.set('issuing.enc', text('issuing.enc')).set('issuing.sec1', text('issuing.sec1'));
  for (const name of ['issuing.der', 'issuing.p12', 'older.p12']) at.files.set(name, readFileSync(path(name)));
  await at.type('bank', 'add', '--file', 'bank.json');
  const importing = (...options: readonly string[]) => at.type('ca', 'import', ...options);
  return { means, at, importing };
}

const asIssuing = ['--bank', 'aozora', '--certificate-file', 'chain.crt'] as const;

describe('koshin ca import', () => {
  it.each([
    ['PKCS#8', ['--key-file', 'issuing.key']],
    ['encrypted PKCS#8', ['--key-file', 'issuing.enc', '--key-file-passphrase-file', 'passphrase']],
    ['SEC 1', ['--key-file', 'issuing.sec1']],
    ['DER', ['--key-file', 'issuing.der']],
  ])('takes over an issuing CA of another maker with its root, its key in %s', async (_, key) => {
    const { means, at, importing } = await terminal();
    const typed = await importing(...asIssuing, ...key, '--json');
    expect(typed.err).toBe('');
    expect(typed.json()).toMatchObject({
      bank: 'aozora',
      generation: 1,
      keyName: 'aozora-g1',
      state: 'issuing',
      subject: 'CN=issuing,O=Aozora,C=JP',
      certificate: text('issuing.crt'),
    });
    const held = await means.signer.publicKeyOf('aozora-g1');
    expect(Buffer.from(held)).toEqual(openssl('pkey', '-in', 'issuing.key', '-pubout', '-outform', 'DER'));
    const all: unknown = (await at.type('ca', 'list', '--json')).json();
    expect(all).toMatchObject([{ state: 'root', keyName: 'kept-elsewhere', certificate: text('root.crt') }, {}]);
    const events = await means.register.read((tx) => tx.audit.of({}));
    expect(events.map(({ subject }) => subject.imported ?? null)).toEqual([null, true, true]);
  });

  it('takes over key and certificates of one PKCS#12 file (RFC 7292)', async () => {
    const { means, importing } = await terminal();
    const pkcs12 = ['--pkcs12-file', 'issuing.p12', '--pkcs12-passphrase-file', 'passphrase'];
    const typed = await importing('--bank', 'aozora', ...pkcs12, '--json');
    expect(typed.err).toBe('');
    expect(typed.json()).toMatchObject({ keyName: 'aozora-g1', certificate: text('issuing.crt') });
    const held = await means.signer.publicKeyOf('aozora-g1');
    expect(Buffer.from(held)).toEqual(openssl('pkey', '-in', 'issuing.key', '-pubout', '-outform', 'DER'));
  });

  it('tells what is unlike our own, and takes it all the same', async () => {
    const { importing } = await terminal();
    const { exitCode, out } = await importing(...asIssuing, '--key-file', 'issuing.key');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Note: extension-set \(RFC 5280 4\.2\): expected .*\n/);
    expect(out).toContain('Note: crl-distribution-points (RFC 5280 4.2.1.13)');
  });

  it('takes over a key that is among the keys already', async () => {
    const { means, importing } = await terminal();
    await means.signer.importKey({ keyName: 'from-the-old-module', pkcs8: readFileSync(path('issuing.der')) });
    const typed = await importing(...asIssuing, '--key-name', 'from-the-old-module', '--json');
    expect(typed.json()).toMatchObject({ keyName: 'from-the-old-module' });
  });

  it('takes over a root, and with it by its own key further CAs', async () => {
    const { at, importing } = await terminal();
    const usb = ['--key-folder', '/media/root', '--key-passphrase-file', 'passphrase'] as const;
    const root = await importing(
      '--root',
      '--certificate-file',
      'root.crt',
      '--key-file',
      'root.key',
      ...usb,
      '--json',
    );
    expect(root.json()).toMatchObject({ state: 'root', keyName: 'root-g1' });
    const own = await at.type('ca', 'init', '--bank', 'aozora', ...usb, '--json');
    expect(own.json()).toMatchObject({ issuedBy: root.json().id });
    // The root is registered: the file of a CA under it need not bring it along.
    const more = ['--takes-over-at', '2099-01-01'];
    const typed = await importing(
      '--bank',
      'aozora',
      '--certificate-file',
      'issuing.crt',
      '--key-file',
      'issuing.key',
      ...more,
    );
    expect(typed.err).toContain('too-short-for-its-certificates');
  });

  it('as the next generation takes over on its day', async () => {
    const { means, at, importing } = await terminal();
    await at.type('ca', 'init', '--root', '--name', 'Our Root');
    await at.type('ca', 'init', '--bank', 'aozora', '--name', 'Our CA');
    const first = await importing(...asIssuing, '--key-file', 'issuing.key');
    expect(first).toMatchObject({ exitCode: 3, err: expect.stringContaining('issuer-exists') });
    const day = new Date(means.clock.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const typed = await importing(...asIssuing, '--key-file', 'issuing.key', '--takes-over-at', day, '--json');
    expect(typed.json()).toMatchObject({ generation: 2, state: 'coming', keyName: 'aozora-g2' });
  });

  it('is finished by the next try when it was cut off between the key and the register', async () => {
    const { means, importing } = await terminal();
    await means.signer.importKey({ keyName: 'aozora-g1', pkcs8: readFileSync(path('issuing.der')) });
    expect(await importing(...asIssuing, '--key-file', 'issuing.key')).toMatchObject({ exitCode: 0 });
    expect(await importing(...asIssuing, '--key-file', 'issuing.key')).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('issuer-exists'),
    });
  });
});

describe('koshin ca import refuses', () => {
  it.each([
    ['a key that is not the certificate’s', ['chain.crt', 'root.key'], 'key-differs'],
    ['a file that is no key', ['chain.crt', 'chain.crt'], 'key-unreadable'],
    ['an encrypted key without its passphrase', ['chain.crt', 'issuing.enc'], 'key-unreadable'],
    ['a path without its root', ['issuing.crt', 'issuing.key'], 'no-path'],
    ['a root as a bank’s CA', ['root.crt', 'root.key'], 'other-kind'],
    ['a file that is no certificate', ['issuing.key', 'issuing.key'], 'certificate-malformed'],
  ])('%s, by its rule, and keeps nothing of it', async (_, [certificate = '', key = ''], rule) => {
    const { means, importing } = await terminal();
    const typed = await importing('--bank', 'aozora', '--certificate-file', certificate, '--key-file', key);
    expect(typed).toMatchObject({ exitCode: 3, out: '', err: expect.stringContaining(`rule: ${rule}\n`) });
    expect(await means.register.read((tx) => tx.issuers.all())).toEqual([]);
    await expect(means.signer.publicKeyOf('aozora-g1')).rejects.toThrow('signer-unavailable');
  });

  it.each([
    ['no-ca', 'not-a-ca'],
    ['no-crl', 'key-usage'],
    ['no-usage', 'key-usage'],
    ['no-id', 'no-key-identifier'],
    ['short', 'too-short-for-its-certificates'],
  ])('the CA %s by the rule %s', async (name, rule) => {
    const { at, importing } = await terminal();
    at.files.set('bad.crt', text(`${name}.crt`) + text('root.crt'));
    const typed = await importing('--bank', 'aozora', '--certificate-file', 'bad.crt', '--key-file', `${name}.key`);
    expect(typed).toMatchObject({ exitCode: 3, err: expect.stringContaining(`rule: ${rule}\n`) });
  });

  it('a signature that another key of the same name made (RFC 5280 6.1.3)', async () => {
    const { at, importing } = await terminal();
    makeCa('impostor', { by: null, extensions: ca });
    openssl('req', '-new', '-x509', '-key', 'impostor.key', '-subj', '/C=JP/O=Aozora/CN=root', '-out', 'impostor.crt');
    at.files.set('bad.crt', text('issuing.crt') + text('impostor.crt'));
    const typed = await importing('--bank', 'aozora', '--certificate-file', 'bad.crt', '--key-file', 'issuing.key');
    expect(typed).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/rule: no-path\n.*\n {2}got: (key-identifier-differs|signature)\n/),
    });
  });

  it.each([
    ['with another passphrase', ['issuing.p12', 'wrong'], 'expected: the passphrase of the file\n'],
    ['in an older form, with the way out', ['older.p12', 'passphrase'], 'openssl pkcs12 converts older ones'],
    ['that is none', ['issuing.der', 'passphrase'], 'rule: pkcs12-unreadable\n'],
  ])('a PKCS#12 file %s', async (_, [file = '', secret = ''], what) => {
    const { importing } = await terminal();
    const options = ['--bank', 'aozora', '--pkcs12-file', file, '--pkcs12-passphrase-file', secret];
    expect(await importing(...options)).toMatchObject({ exitCode: 3, err: expect.stringContaining(what) });
  });

  it('tells nothing of a key or a passphrase', async () => {
    const { importing } = await terminal();
    const wrong = ['--key-file', 'issuing.enc', '--key-file-passphrase-file', 'wrong'];
    const { err } = await importing(...asIssuing, ...wrong);
    expect(err).toContain('rule: key-unreadable');
    expect(err).not.toMatch(/another|BEGIN|old secret/);
  });

  it.each([
    [['--key-file', 'issuing.key'], 'either --root or --bank'],
    [['--bank', 'aozora', '--key-file', 'issuing.key'], '--certificate-file is missing'],
    [[...asIssuing], '--key-file, --pkcs12-file or --key-name'],
    [['--bank', 'aozora', '--pkcs12-file', 'issuing.p12'], '--pkcs12-passphrase-file is missing'],
    [[...asIssuing, '--key-file', 'issuing.key', '--takes-over-at', 'soon'], 'takes a day like 2027-04-01'],
  ])('%j as wrong usage', async (options, what) => {
    const { importing } = await terminal();
    expect(await importing(...options)).toMatchObject({ exitCode: 2, err: expect.stringContaining(what) });
  });
});
