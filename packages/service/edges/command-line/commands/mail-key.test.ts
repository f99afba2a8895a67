import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';
import { type MailIdentity, mailIdentity } from '../../../../../tests/testkit/mail/mail-identity.ts';

const address = 'notices@mihon.example';

async function machine() {
  const means = await testMeans();
  onTestFinished(() => means.close());
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  await testBank(means);
  const at = new TestTerminal(means);
  const type = (verb: string, ...more: readonly string[]) =>
    at.type('mail-key', verb, '--bank', 'mihon', ...more, '--json');
  const codeOf = async (verb: string, ...more: readonly string[]) => JSON.parse((await type(verb, ...more)).err);
  const acts = async () =>
    (await means.register.read((tx) => tx.audit.of({}))).map(({ act }) => act).filter((act) => act.startsWith('mail-'));
  return { means, at, type, codeOf, acts };
}

/** A public CA for S/MIME: OpenSSL, which knows nothing of our code. */
function publicCa(): MailIdentity {
  const identity = mailIdentity('P-256', address);
  onTestFinished(() => identity[Symbol.dispose]());
  return identity;
}
const openssl = ({ folder }: MailIdentity, ...args: readonly string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
const file = ({ folder }: MailIdentity, name: string) => readFileSync(join(folder, name));

const forMail = `basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\n`;

describe('koshin mail-key', () => {
  it('new gives the bank a certificate of its own CA, and list tells of it', async () => {
    const { type, at, acts } = await machine();
    const made = await type('new', '--address', address);
    expect(made.err).toBe('');
    expect(JSON.parse(made.out)).toMatchObject([{ number: 1, address, source: 'own-ca', state: 'valid' }]);
    const [{ certificate }] = JSON.parse(made.out);
    expect(parseCertificate(parsePem(certificate, 'CERTIFICATE')).extensions.subjectAltName).toEqual([
      { kind: 'email', text: address },
    ]);
    expect(await acts()).toEqual(['mail-certificate-intended', 'mail-certificate-issued']);
    at.language = 'ja';
    const listed = (await at.type('mail-key', 'list', '--bank', 'mihon')).out;
    expect(listed).toContain(address);
    expect(listed).toContain('金庫の発行局');
    expect(listed).toContain('有効');
  });

  it('revoke ends one of the bank’s own CA', async () => {
    const { type, codeOf, acts } = await machine();
    await type('new', '--address', address);
    const revoked = await type('revoke', '1', '--reason', 'key-compromise');
    expect(JSON.parse(revoked.out)).toMatchObject([{ number: 1, state: 'revoked' }]);
    expect(await acts()).toContain('mail-certificate-revoked');
    expect(await codeOf('revoke', '2', '--reason', 'superseded')).toMatchObject({ code: 'not-found' });
  });

  it('request and import bring a public CA’s certificate for a key that never leaves the signer', async () => {
    const { type, at, acts, means } = await machine();
    const ca = publicCa();
    const requested = (await type('request', '--address', address)).json();
    expect(requested).toMatchObject({ keyName: 'mihon-mail-request-1', keyMade: true });
    expect((await type('request', '--address', address)).json()).toMatchObject({ keyMade: false });
    writeFileSync(join(ca.folder, 'request.pem'), String(requested.request));
    expect(openssl(ca, 'req', '-in', 'request.pem', '-noout', '-verify', '-text')).toContain(`email:${address}`);
    writeFileSync(join(ca.folder, 'ext'), `${forMail}subjectAltName=email:${address}\n`);
    const by = ['-CA', 'issuer.crt', '-CAkey', 'issuer.key', '-days', '30', '-extfile', 'ext', '-out', 'bought.pem'];
    openssl(ca, 'x509', '-req', '-in', 'request.pem', ...by);
    at.files.set('chain.pem', Buffer.concat([file(ca, 'bought.pem'), file(ca, 'issuer.crt'), file(ca, 'root.crt')]));
    const importing = ['--address', address, '--certificate-file', 'chain.pem', '--key-name', 'mihon-mail-request-1'];
    const imported = await type('import', ...importing);
    expect(imported.err).toBe('');
    expect(JSON.parse(imported.out)).toMatchObject([{ number: 1, source: 'imported', state: 'valid', address }]);
    expect(JSON.parse((await type('import', ...importing)).out)).toHaveLength(1);
    expect(await acts()).toEqual(['mail-key-requested', 'mail-key-requested', 'mail-certificate-imported']);
    const [stored] = await means.register.read((tx) => tx.mailCertificates.ofBank('mihon'));
    expect(stored?.above).toEqual(ca.chain.slice(1));
  });

  it('import takes a PKCS#12 file as a bank buys it, the key with it', async () => {
    const { type, at, means, codeOf } = await machine();
    const ca = publicCa();
    openssl(
      ca,
      'pkcs12',
      '-export',
      '-inkey',
      'leaf.key',
      '-in',
      'leaf.crt',
      '-certfile',
      'issuer.crt',
      ...['-passout', 'pass:old secret', '-out', 'bought.p12'],
    );
    at.files.set('bought.p12', file(ca, 'bought.p12')).set('passphrase', 'old secret\n').set('wrong', 'another');
    const options = ['--address', address, '--pkcs12-file', 'bought.p12', '--pkcs12-passphrase-file'];
    expect(await codeOf('import', ...options, 'wrong')).toMatchObject({
      code: 'mail-certificate-refused',
      detail: { rule: 'pkcs12-unreadable' },
    });
    const imported = await type('import', ...options, 'passphrase');
    expect(imported.err).toBe('');
    expect(JSON.parse(imported.out)).toMatchObject([{ source: 'imported', keyName: 'mihon-mail-request-1' }]);
    expect(parseCertificate(ca.chain[0]).publicKey.der).toEqual(await means.signer.publicKeyOf('mihon-mail-request-1'));
    expect(await codeOf('revoke', '1', '--reason', 'superseded')).toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['address', 'for another address', `${forMail}subjectAltName=email:other@mihon.example\n`],
    [
      'purpose',
      'for logins',
      `basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\nsubjectAltName=email:${address}\n`,
    ],
    ['end-entity', 'of a CA', `basicConstraints=critical,CA:TRUE\nsubjectAltName=email:${address}\n`],
    ['key-usage', 'for encryption alone', `keyUsage=critical,keyEncipherment\nsubjectAltName=email:${address}\n`],
  ])('import refuses by %s a certificate %s', async (rule, _, extensions) => {
    const { at, codeOf, acts } = await machine();
    const ca = publicCa();
    ca.withExtensions(extensions);
    at.files.set('chain.pem', Buffer.concat([file(ca, 'leaf.crt'), file(ca, 'issuer.crt')]));
    at.files.set('key.pem', file(ca, 'leaf.key'));
    const options = ['--address', address, '--certificate-file', 'chain.pem', '--key-file', 'key.pem'];
    expect(await codeOf('import', ...options)).toMatchObject({ code: 'mail-certificate-refused', detail: { rule } });
    expect(await acts()).toEqual([]);
  });

  it('import refuses one without its CA’s certificate, one that has ended, and the key of another', async () => {
    const { at, codeOf, means } = await machine();
    const [ca, other] = [publicCa(), publicCa()];
    at.files.set('alone.pem', file(ca, 'leaf.crt')).set('key.pem', file(ca, 'leaf.key'));
    at.files.set('strange.pem', Buffer.concat([file(ca, 'leaf.crt'), file(other, 'issuer.crt')]));
    at.files.set('chain.pem', Buffer.concat([file(ca, 'leaf.crt'), file(ca, 'issuer.crt')]));
    at.files.set('other.pem', file(other, 'leaf.key')).set('none.pem', 'nothing');
    const ruleOf = async (chain: string, key = 'key.pem') =>
      (await codeOf('import', '--address', address, '--certificate-file', chain, '--key-file', key)).detail.rule;
    expect(await ruleOf('alone.pem')).toBe('no-path');
    expect(await ruleOf('strange.pem')).toBe('no-path');
    expect(await ruleOf('chain.pem', 'other.pem')).toBe('key-differs');
    expect(await ruleOf('chain.pem', 'none.pem')).toBe('key-unreadable');
    expect(await ruleOf('none.pem')).toBe('certificate-malformed');
    means.clock.forward({ days: 40 });
    expect(await ruleOf('chain.pem')).toBe('validity');
  });

  it('asks for the address where the settings have none, and takes no other text for one', async () => {
    const { type } = await machine();
    const typed = await type('new', '--address', 'Notices <a@mihon.example>');
    expect([typed.exitCode, typed.err]).toEqual([2, expect.stringContaining('--address takes one like')]);
  });
});
