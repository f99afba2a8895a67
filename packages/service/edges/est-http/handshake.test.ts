import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { subjectOf, type TestEst, testEst } from '../../../../tests/testkit/bank/test-est.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { visit } from '../../../../tests/testkit/tls-client.ts';

const run = promisify(execFile);

let means: TestMeans;
let bank: TestBank;
let est: TestEst;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  await testBank(means, { name: 'reiji' });
  est = await testEst(means);
});
afterAll(async () => {
  await est.stop();
  await means.close();
});

const enroll = '/.well-known/est/mihon/simplereenroll';
const headers = { 'content-type': 'application/pkcs10' };
const codeIn = (body: string) => JSON.parse(body).code;

describe('the handshake of EST', () => {
  it('asks for any certificate and names no CAs, also without a server name', async () => {
    const command = `openssl s_client -connect 127.0.0.1:${est.port} -noservername </dev/null 2>/dev/null || true`;
    const { stdout: said } = await run('sh', ['-c', command]);
    expect(said).toContain('No client certificate CA names sent');
    expect(said).toContain('Requested Signature Algorithms');
  });

  it('completes with a stranger’s certificate, which is then refused by name, and without any', async () => {
    const stranger = throwawayCa('strangers');
    const csr = Buffer.from(customerKey().request()).toString('base64');
    const asked = { port: est.port, servername: 'est.localhost', path: enroll, method: 'POST', headers, body: csr };
    const answers = [await visit({ ...asked, identity: stranger.client('nobody') }), await visit(asked)];
    stranger.remove();
    expect(answers.map((one) => (one.kind === 'answer' ? [one.status, codeIn(one.body)] : one))).toEqual([
      [403, 'certificate-unknown-issuer'],
      [401, 'certificate-not-presented'],
    ]);
  });

  it.each(['TLSv1.3', 'TLSv1.2'] as const)(
    'is made anew each time: %s sessions are not resumed, least of all to renew without a certificate',
    async (maxVersion) => {
      const holder = await bank.customer({ machine: true });
      const first = await est.ask('mihon/csrattrs', { as: holder, maxVersion });
      expect(first.status).toBe(200);
      const csr = customerKey().request(subjectOf(holder.certificate));
      for (const session of [first.sessions[0], undefined]) {
        const body = Buffer.from(csr).toString('base64');
        const again = await est.ask('mihon/simplereenroll', {
          method: 'POST',
          headers,
          body,
          maxVersion,
          ...(session && { session }),
        });
        expect(again.resumed).toBe(false);
        expect(again.status).toBe(401);
      }
      expect(await means.register.read((tx) => tx.renewals.latestOf(holder.certificate.id))).toBeNull();
    },
  );

  it('speaks HTTP/1.1 to a client that offers HTTP/2 as well, and TLS 1.2 at least', async () => {
    expect((await est.ask('mihon/cacerts', { alpn: ['h2', 'http/1.1'] })).alpn).toBe('http/1.1');
    const command = `openssl s_client -connect 127.0.0.1:${est.port} -tls1_1 </dev/null 2>&1 || true`;
    expect((await run('sh', ['-c', command])).stdout).toContain('Cipher    : 0000');
  });

  it('needs a label where there are two banks, and takes it before the well-known part, too', async () => {
    expect((await est.ask('cacerts')).status).toBe(404);
    const visited = await visit({
      port: est.port,
      servername: 'est.localhost',
      path: '/reiji/.well-known/est/cacerts',
    });
    expect(visited).toMatchObject({ status: 200, body: (await est.ask('reiji/cacerts')).body });
  });

  it('answers no other path, no other method and no part of an operation’s name', async () => {
    const paths = ['mihon/fullcmc', 'mihon/cacerts/', 'mihon/x/cacerts', '%2e%2e/cacerts', `${'a'.repeat(50)}/cacerts`];
    for (const path of paths) expect((await est.ask(path)).status, path).toBe(404);
    for (const method of ['HEAD', 'PUT', 'DELETE']) {
      expect((await est.ask('mihon/cacerts', { method })).status, method).toBe(404);
    }
    expect((await est.ask('mihon/simpleenroll')).status).toBe(404);
  });
});
