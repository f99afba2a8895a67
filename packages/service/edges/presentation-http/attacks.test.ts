import { execFile } from 'node:child_process';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { httpRequest } from '../../../../tests/testkit/network/http-client.ts';
import { visit } from '../../../../tests/testkit/tls-client.ts';

const run = promisify(execFile);

let means: TestMeans;
let bank: TestBank;
let other: TestBank;
let service: TestService;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  other = await testBank(means, { name: 'reiji' });
  service = await testService(means);
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const browserAt = (bankId = 'mihon') => new HttpBrowser({ origin: service.portalOrigin(bankId), ca: service.serverCa });
const identity = ({ key, certificate }: Pick<TestCustomer, 'key' | 'certificate'>) =>
  identityOf(key.privateKey, certificate.der);
const ticketPath = (back: string) => new URL(back).pathname;

/** A bare handshake; resolves with what the server made of it. */
function handshake(input: {
  servername?: string;
  alpn?: string[];
}): Promise<{ socket: TLSSocket; failed: string | null }> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port: service.presentationPort,
      ca: service.serverCa,
      ...(input.servername ? { servername: input.servername } : { checkServerIdentity: () => undefined }),
      ...(input.alpn ? { ALPNProtocols: input.alpn } : {}),
    });
    socket.on('error', (error) => resolve({ socket, failed: error.message }));
    // In TLS 1.3 a server refuses after the client is done.
    socket.on('secureConnect', () => setTimeout(() => resolve({ socket, failed: null }), 50));
  });
}

describe('who lures or listens gets nothing', () => {
  it('the link of an attempt sent to a victim opens no session, neither here nor there', async () => {
    const victim = identity(await bank.customer());
    const lurer = browserAt();
    const { url, nonce } = await lurer.startPresentation();
    const victimsBrowser = browserAt();
    await victimsBrowser.session();
    const back = await victimsBrowser.handshake(url, victim);
    expect((await victimsBrowser.get(ticketPath(back))).headers.location).toBe('/presentation/attempt-other-session');
    expect((await victimsBrowser.session()).stage).toBe('anonymous');
    expect(JSON.parse((await lurer.get(`/api/presentations/${nonce}`)).body)).toMatchObject({ state: 'waiting' });
    expect((await lurer.session()).stage).toBe('anonymous');
  });

  it('a relayed handshake leaves the ticket with the relay, whose browser is another', async () => {
    const victim = identity(await bank.customer());
    const victimsBrowser = browserAt();
    const { url } = await victimsBrowser.startPresentation();
    const back = await browserAt().handshake(url, victim);
    const relay = browserAt();
    await relay.session();
    expect((await relay.get(ticketPath(back))).headers.location).toBe('/presentation/attempt-other-session');
    expect((await relay.session()).stage).toBe('anonymous');
  });

  it('a ticket played back is used already, and opens nothing', async () => {
    const browser = browserAt();
    const { url } = await browser.startPresentation();
    const back = await browser.handshake(url, identity(await bank.customer()));
    expect((await browser.get(ticketPath(back))).headers.location).toBe('/login/password');
    expect((await browser.get(ticketPath(back))).headers.location).toBe('/presentation/attempt-already-used');
  });

  it('a ticket that nobody gave, or without the cookie, opens nothing', async () => {
    const browser = browserAt();
    await browser.session();
    expect((await browser.get(`/presented/${'A'.repeat(43)}`)).headers.location).toBe('/presentation/attempt-expired');
    const attempt = browserAt();
    const { url } = await attempt.startPresentation();
    const back = await attempt.handshake(url, identity(await bank.customer()));
    const bare = await httpRequest(`${service.portalOrigin('mihon')}${ticketPath(back)}`, { ca: service.serverCa });
    expect(bare.headers.location).toBe('/presentation/attempt-other-session');
  });

  it('presenting on another’s nonce needs the secret of its path', async () => {
    const { url } = await browserAt().startPresentation();
    const guessed = new URL(url);
    guessed.pathname = `/present/${'B'.repeat(43)}`;
    const answer = await httpRequest(guessed.href, { ca: service.serverCa, identity: identity(await bank.customer()) });
    expect(answer.headers.location).toBe(`${service.portalOrigin('mihon')}/presentation/not-found`);
  });

  it('asks for nothing but GET, and a favicon consumes nothing', async () => {
    const browser = browserAt();
    const { url } = await browser.startPresentation();
    const { origin } = new URL(url);
    const presented = { ca: service.serverCa, identity: identity(await bank.customer()) };
    expect((await httpRequest(`${origin}/favicon.ico`, presented)).status).toBe(404);
    expect((await httpRequest(url, { ...presented, method: 'HEAD' })).status).toBe(404);
    expect((await httpRequest(url, { ...presented, method: 'POST' })).status).toBe(404);
    const back = await browser.handshake(url, presented.identity);
    expect((await browser.get(ticketPath(back))).headers.location).toBe('/login/password');
  });
});

describe('the handshake', () => {
  it('names this bank’s issuing CA and no other’s', async () => {
    const { url } = await browserAt().startPresentation();
    const command = `openssl s_client -connect 127.0.0.1:${service.presentationPort} -servername ${new URL(url).hostname}`;
    const { stdout: said } = await run('sh', ['-c', `${command} </dev/null 2>/dev/null || true`]);
    expect(said).toContain('Acceptable client certificate CA names');
    expect(said).toContain('CN = mihon CA G1');
    expect(said).not.toContain('reiji CA G1');
    expect(other.issuer.bankId).toBe('reiji');
  });

  it('is refused for a name that no attempt has: it never asks for just any certificate', async () => {
    for (const name of [`mihon-p${'0'.repeat(32)}.cert.localhost`, 'cert.localhost', 'mihon.portal.localhost']) {
      const { failed, socket } = await handshake({ servername: name });
      expect(failed, name).not.toBeNull();
      socket.destroy();
    }
    const { nonce } = await browserAt().startPresentation();
    const foreign = await handshake({ servername: `reiji-p${nonce}.cert.localhost` });
    expect(foreign.failed).not.toBeNull();
  });

  it('speaks HTTP/1.1 only, to a client that offers HTTP/2 as well, and not at all to one that offers nothing else', async () => {
    const { url } = await browserAt().startPresentation();
    const servername = new URL(url).hostname;
    const both = await handshake({ servername, alpn: ['h2', 'http/1.1'] });
    expect(both.socket.alpnProtocol).toBe('http/1.1');
    both.socket.destroy();
    const onlyH2 = await handshake({ servername, alpn: ['h2'] });
    expect(onlyH2.failed).toMatch(/alert|ALPN|protocol/i);
  });

  it.each(['TLSv1.3', 'TLSv1.2'] as const)(
    'is made anew each time: a %s session, offered here or elsewhere without a certificate, carries none over',
    async (version) => {
      const { key, cert } = identity(await bank.customer());
      const browser = browserAt();
      const [here, elsewhere] = [await browser.startPresentation(), await browser.startPresentation()];
      const at = (url: string) => ({
        port: service.presentationPort,
        servername: new URL(url).hostname,
        maxVersion: version,
      });
      const opened = await visit({ ...at(here.url), path: '/favicon.ico', identity: { key, certificate: cert } });
      const [session] = opened.kind === 'answer' ? opened.sessions : [];
      if (session === undefined) throw new Error(`no session to offer came from ${JSON.stringify(opened)}`);
      for (const { url, nonce } of [here, elsewhere]) {
        const again = await visit({ ...at(url), path: new URL(url).pathname, session });
        expect(again).toMatchObject({ kind: 'answer', resumed: false, status: 303 });
        const back = again.kind === 'answer' ? String(again.headers.location) : '';
        expect((await browser.get(ticketPath(back))).headers.location).toBe(`/presentation/${nonce}`);
        const outcome = JSON.parse((await browser.get(`/api/presentations/${nonce}`)).body);
        expect(outcome).toMatchObject({ state: 'refused', code: 'certificate-not-presented' });
      }
    },
  );

  it('whose name differs from the request’s Host is misdirected (RFC 9110 15.5.20)', async () => {
    const browser = browserAt();
    const [first, second] = [await browser.startPresentation(), await browser.startPresentation()];
    const answer = await httpRequest(second.url, {
      ca: service.serverCa,
      servername: new URL(first.url).hostname,
      identity: identity(await bank.customer()),
    });
    expect(answer.status).toBe(421);
    expect(JSON.parse((await browser.get(`/api/presentations/${second.nonce}`)).body)).toMatchObject({
      state: 'waiting',
    });
  });

  it('leaves nothing behind on that host: no cookie, nothing to store, no referrer', async () => {
    const { url } = await browserAt().startPresentation();
    const { headers } = await httpRequest(url, { ca: service.serverCa });
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    });
  });
});
