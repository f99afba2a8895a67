import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesIn } from '../pki/testkit/certs-only.ts';
import { type EstWorld, estWorld } from './testkit/est-world.ts';

let world: EstWorld;
beforeAll(async () => {
  world = await estWorld();
});
afterAll(() => world.close());

const trust = ['--cacert', 'server-ca.pem'] as const;
const sentAs = (csr: string) => ['-H', 'Content-Type: application/pkcs10', '--data-binary', `@${csr}`] as const;
const held = (id: string) => world.means.register.read((tx) => tx.certificates.ofUser(id));

/** The one certificate of a base64 answer. */
function issuedIn(answer: Buffer): X509Certificate {
  const [der, ...others] = certificatesIn(Buffer.from(answer.toString('ascii'), 'base64'));
  expect(others).toEqual([]);
  return new X509Certificate(Buffer.from(der ?? []));
}

describe('curl, with requests made by OpenSSL', () => {
  it('gets the CA certificates, which OpenSSL unpacks and verifies (RFC 7030 4.1.3)', async () => {
    const answer = await world.run('curl', '-sSf', ...trust, `${world.url}/cacerts`);
    world.write('cacerts.p7', Buffer.from(answer.toString('ascii'), 'base64'));
    world.write('cas.pem', await world.run('openssl', 'pkcs7', '-inform', 'DER', '-in', 'cacerts.p7', '-print_certs'));
    const verified = await world.run('openssl', 'verify', '-CAfile', 'cas.pem', 'issuer.pem');
    expect(verified.toString()).toBe('issuer.pem: OK\n');
  });

  it('gets a first certificate for its code, by DER or base64, and the same again after a lost answer', async () => {
    const { userpass, userId } = await world.newcomer();
    await world.requestBySsl('curl-first');
    world.write('curl-first.b64', world.read('curl-first.csr').toString('base64'));
    const ask = (csr: string) =>
      world.run('curl', '-sSf', ...trust, '-u', userpass, ...sentAs(csr), `${world.url}/simpleenroll`);
    const answers = [await ask('curl-first.b64'), await ask('curl-first.csr')];
    expect(answers[1]?.equals(answers[0] ?? Buffer.of())).toBe(true);
    const issued = issuedIn(answers[0] ?? Buffer.of());
    world.write('curl-first.pem', issued.toString());
    const files = ['-CAfile', 'root.pem', '-untrusted', 'issuer.pem', '-purpose', 'sslclient'];
    await world.run('openssl', 'verify', ...files, 'curl-first.pem');
    expect(await held(userId)).toHaveLength(1);
  });

  it('renews by its certificate, with the subject OpenSSL wrote, and proves the new one by using it', async () => {
    const machine = await world.machine('curl-old');
    await world.requestBySsl('curl-new', machine.certificate);
    world.write('curl-new.b64', world.read('curl-new.csr').toString('base64'));
    const as = (name: string) => ['--cert', `${name}.pem`, '--key', `${name}.key`];
    const asked = [...trust, ...as('curl-old'), ...sentAs('curl-new.b64'), `${world.url}/simplereenroll`];
    world.write('curl-new.pem', issuedIn(await world.run('curl', '-sSf', ...asked)).toString());
    expect((await held(machine.user.id)).map(({ state }) => state)).toEqual(['issued', 'active']);
    await world.run('curl', '-sSf', ...trust, ...as('curl-new'), `${world.url}/csrattrs`);
    const [successor, predecessor] = await held(machine.user.id);
    expect(successor?.state).toBe('active');
    expect(predecessor).toMatchObject({ state: 'active', successorId: successor?.id });
  });

  it('is told in a problem why not, with the status that fits', async () => {
    const { userpass } = await world.newcomer();
    await world.requestBySsl('curl-wrong');
    const asked = [...trust, '-u', `${userpass}x`, ...sentAs('curl-wrong.csr'), '-w', '\n%{http_code}'];
    const [problem, status] = (await world.run('curl', '-sS', ...asked, `${world.url}/simpleenroll`))
      .toString()
      .split('\n');
    expect(status).toBe('401');
    expect(JSON.parse(problem ?? '')).toMatchObject({ code: 'acquisition-mismatch' });
  });
});

describe('strongSwan’s pki', () => {
  it('gets the CA certificates with --estca and finds them in order', async () => {
    await world.run('pki', '--estca', '--url', world.urlBefore, ...trust, '--caout', 'swan-ca.pem', '--outform', 'pem');
    const found = world.read('swan-ca.pem').toString();
    expect(new X509Certificate(found).ca).toBe(true);
  });

  it('gets a first certificate with --est and its code, for a request of its own', async () => {
    const { userpass, userId } = await world.newcomer();
    world.write('swan.key', await world.run('pki', '--gen', '--type', 'ecdsa', '--size', '256', '--outform', 'pem'));
    const request = ['--type', 'ecdsa', '--in', 'swan.key', '--dn', 'C=JP, CN=machine', '--digest', 'sha256'];
    world.write('swan.csr', await world.run('pki', '--req', ...request));
    const cas = [...trust, '--cacert', 'root.pem', '--cacert', 'issuer.pem'];
    const asked = ['--url', world.urlBefore, '--in', 'swan.csr', ...cas, '--userpass', userpass];
    const issued = await world.run('pki', '--est', ...asked);
    const [certificate] = await held(userId);
    expect(issued.equals(Buffer.from(certificate?.der ?? []))).toBe(true);
  });

  it('renews its certificate with --est --cert', async () => {
    const machine = await world.machine('swan-old');
    await world.requestBySsl('swan-new', machine.certificate);
    const cas = [...trust, '--cacert', 'root.pem', '--cacert', 'issuer.pem'];
    const old = ['--cert', 'swan-old.pem', '--key', 'swan-old.key'];
    const issued = await world.run('pki', '--est', '--url', world.urlBefore, '--in', 'swan-new.csr', ...cas, ...old);
    const [certificate] = await held(machine.user.id);
    expect(certificate?.state).toBe('issued');
    expect(issued.equals(Buffer.from(certificate?.der ?? []))).toBe(true);
  });

  it('waits where it is told to come back, and then gets its certificate (RFC 7030 4.2.3)', async () => {
    const machine = await world.machine('swan-wait');
    await world.requestBySsl('swan-later', machine.certificate);
    const cas = [...trust, '--cacert', 'root.pem', '--cacert', 'issuer.pem'];
    const old = ['--cert', 'swan-wait.pem', '--key', 'swan-wait.key'];
    const asked = ['--est', '--url', world.urlBefore, '--in', 'swan-later.csr', ...cas, ...old];
    world.means.signer.fail('before');
    const issued = await world.run('pki', ...asked, '--interval', '2');
    const [certificate] = await held(machine.user.id);
    expect(issued.equals(Buffer.from(certificate?.der ?? []))).toBe(true);
    expect(await world.means.register.read((tx) => tx.intents.byKeyDigest(certificate?.keyDigest ?? ''))).toMatchObject(
      {
        serial: certificate?.serial,
      },
    );
  });
});
