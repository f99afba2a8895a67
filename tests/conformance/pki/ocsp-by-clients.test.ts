import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { statusServer } from '@koshin/service/edges/status-http/status-server.ts';
import type { CertificateRecord } from '@koshin/service/ports/register/records.ts';
import { answerOcsp } from '@koshin/service/use-cases/revocation-status/answer-request.ts';
import { renewResponders } from '@koshin/service/use-cases/revocation-status/renew-responders.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCrls } from '../../testkit/bank/no-crls.ts';
import { type TestBank, testBank } from '../../testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../testkit/bank/test-means.ts';
import { freePort } from '../../testkit/network/free-port.ts';
import { Folder, run, runBeside, runSoundly } from './testkit/tools.ts';

/*
 * Other people's clients against the running status role. They judge by the clock of the machine, and find the responder
 * by what the certificates say.
 */

let means: TestMeans;
let bank: TestBank;
let server: FastifyInstance;
let folder: Folder;
let good: CertificateRecord;
let revoked: CertificateRecord;
let url: string;
let files: {
  readonly root: string;
  readonly ca: string;
  readonly chain: string;
  readonly good: string;
  readonly revoked: string;
};

beforeAll(async () => {
  folder = new Folder();
  const port = await freePort();
  means = { ...(await testMeans()), statusUrl: `http://127.0.0.1:${port}` };
  means.clock.set(instant(Date.now()));
  bank = await testBank(means);
  await renewResponders(means);
  [good, revoked] = [(await bank.customer()).certificate, (await bank.customer()).certificate];
  const revocation = { at: means.clock.now(), reason: 'lost', by: 'customer' } as const;
  await means.register.change((tx) => tx.certificates.update({ ...revoked, state: 'revoked', revocation }));
  const root = await means.register.read((tx) => tx.issuers.get(bank.issuer.issuedBy ?? ''));
  const [rootDer, caDer] = [root?.certificateDer ?? new Uint8Array(), bank.issuer.certificateDer];
  files = {
    root: folder.certificates('root.pem', rootDer),
    ca: folder.certificates('ca.pem', caDer),
    chain: folder.certificates('chain.pem', rootDer, caDer),
    good: folder.certificates('good.pem', good.der),
    revoked: folder.certificates('revoked.pem', revoked.der),
  };
  server = await statusServer({
    log: pino({ level: 'silent' }),
    checks: {},
    issuerCertificate: async () => null,
    crls: noCrls,
    ocsp: answerOcsp(means),
    demo: null,
  });
  await server.listen({ host: '127.0.0.1', port });
  url = `${means.statusUrl}/ocsp/${bank.issuer.id}`;
});
afterAll(async () => {
  await server.close();
  await means.close();
  folder[Symbol.dispose]();
});

describe('openssl ocsp', () => {
  const ask = (...args: readonly string[]) =>
    runBeside('openssl', [
      'ocsp',
      '-issuer',
      files.ca,
      '-url',
      url,
      '-CAfile',
      files.root,
      '-verify_other',
      files.ca,
      ...args,
    ]);

  it('verifies answers to certificates and serial numbers, several in one, with nonce', async () => {
    const never = '0x42424242424242424242';
    const { status, output } = await ask('-cert', files.revoked, '-serial', `0x${good.serial}`, '-serial', never);
    expect(status).toBe(0);
    expect(output).toContain('Response verify OK');
    expect(output).toContain(`${files.revoked}: revoked`);
    expect(output).toContain('Reason: keyCompromise');
    expect(output).toContain(`0x${good.serial}: good`);
    expect(output).toContain(`${never}: unknown`);
    expect(output).not.toMatch(/WARNING|error/i);
  });

  it.each(['sha1', 'sha256'])('verifies the answer to a CertID by %s, without nonce', async (digest) => {
    const { status, output } = await ask(`-${digest}`, '-cert', files.good, '-no_nonce');
    expect([status, /WARNING|error/i.test(output)]).toEqual([0, false]);
    expect(output).toContain(`${files.good}: good`);
  });

  it('is told that we do not answer to a digest that we do not know, and for another issuer', async () => {
    for (const args of [
      ['-sha512', '-cert', files.good],
      ['-issuer', files.root, '-serial', '0x01'],
    ]) {
      expect((await ask(...args)).output).toContain('unauthorized (6)');
    }
  });

  it('takes our own bytes apart: version 1, by key, with the responder that the issuer certified', async () => {
    const { output } = await ask('-cert', files.good, '-resp_text');
    for (const line of [
      'Response Type: Basic OCSP Response',
      'Version: 1 (0x0)',
      'Subject: CN=mihon CA G1 OCSP 1',
      'OCSP No Check',
      'OCSP Signing',
      'OCSP Nonce',
    ]) {
      expect(output).toContain(line);
    }
    expect(output).toMatch(/Responder Id: [0-9A-F]{40}\n/);
  });
});

describe('the responder’s certificate', () => {
  it('verifies with OpenSSL for its purpose only, and with GnuTLS', async () => {
    const [responder] = await means.register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.id));
    const der = responder?.certificateDer ?? new Uint8Array();
    const file = folder.certificates('responder.pem', der);
    const verify = (purpose: string) => {
      const args = ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', files.root, '-untrusted', files.ca, file];
      return run('openssl', args);
    };
    expect(verify('ocsphelper')).toMatchObject({ status: 0, output: expect.stringContaining('OK') });
    expect(verify('sslclient').status).not.toBe(0);
    expect(verify('sslserver').status).not.toBe(0);
    const chain = folder.certificates('responder-chain.pem', der, bank.issuer.certificateDer);
    const args = ['--verify', '--load-ca-certificate', files.root, '--infile', chain, '--verify-purpose'];
    expect(runSoundly('certtool', [...args, '1.3.6.1.5.5.7.3.9'])).toContain('The certificate is trusted');
  });
});

describe('ocsptool of GnuTLS', () => {
  it.each([
    ['with nonce', '--nonce', 'good'],
    ['without nonce', '--no-nonce', 'good'],
    ['with nonce', '--nonce', 'revoked'],
    ['without nonce', '--no-nonce', 'revoked'],
  ] as const)('verifies an answer %s (%s): %s', async (_, nonce, which) => {
    const { status, output } = await runBeside('ocsptool', [
      `--ask=${url}`,
      nonce,
      '--load-cert',
      files[which],
      '--load-issuer',
      files.ca,
      '--load-trust',
      files.chain,
    ]);
    expect([status, output]).toEqual([0, expect.stringContaining('Verifying OCSP Response: Success')]);
    expect(output).toContain(`Certificate Status: ${which}`);
  });
});

describe('ocspclnt of NSS', () => {
  it('finds the responder by the certificate, takes its delegation, and tells good from revoked', async () => {
    const store = ['-d', `sql:${folder.path}`];
    runSoundly('certutil', [...store, '-N', '--empty-password']);
    runSoundly('certutil', [...store, '-A', '-n', 'root', '-t', 'CT,C,C', '-a', '-i', files.root]);
    runSoundly('certutil', [...store, '-A', '-n', 'ca', '-t', ',,', '-a', '-i', files.ca]);
    for (const name of ['good', 'revoked'] as const) {
      runSoundly('certutil', [...store, '-A', '-n', name, '-t', ',,', '-a', '-i', files[name]]);
    }
    const verify = (name: string) => runBeside('ocspclnt', [...store, '-V', name, '-u', 'c']);
    expect((await verify('good')).output).toContain('Verification of certificate "good" succeeded');
    const outcome = await verify('revoked');
    expect(outcome.output).toContain('Verification of certificate "revoked" failed');
    expect(outcome.output).toContain('has been revoked');
  });
});

describe('curl', () => {
  it('gets by GET what openssl asked, in bytes that openssl verifies, for as long as it is told to keep them', async () => {
    const asked = folder.file('asked.der');
    runSoundly('openssl', ['ocsp', '-issuer', files.ca, '-cert', files.good, '-no_nonce', '-reqout', asked]);
    const path = encodeURIComponent(runSoundly('openssl', ['base64', '-A', '-in', asked]).trim());
    const answer = folder.pathOf('answer.der');
    const headers = await runBeside('curl', ['--silent', '--show-error', '-D', '-', '-o', answer, `${url}/${path}`]);
    expect(headers.output).toContain('cache-control: max-age=300, public, no-transform, must-revalidate');
    const verified = run('openssl', [
      'ocsp',
      '-issuer',
      files.ca,
      '-cert',
      files.good,
      '-respin',
      answer,
      '-CAfile',
      files.chain,
    ]);
    expect(verified).toMatchObject({ status: 0, output: expect.stringContaining('Response verify OK') });
  });
});
