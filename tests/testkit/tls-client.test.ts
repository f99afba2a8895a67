import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { TLSSocket, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from './network/free-port.ts';
import { listen } from './network/listen.ts';
import { type ThrowawayCa, throwawayCa } from './throwaway-ca.ts';
import { visit } from './tls-client.ts';

let ca: ThrowawayCa;
beforeAll(() => {
  ca = throwawayCa('CA of the TLS client test');
});
afterAll(() => ca.remove());

/** Answers with what it saw of the connection and the request. */
async function server(options: TlsOptions): Promise<number> {
  const { key, certificate } = ca.server('*.cert.localhost');
  const tls = { key, cert: certificate, ca: ca.certificate, requestCert: true, ...options };
  const listening = createServer(tls, ({ socket, method, url, headers }, response) => {
    if (!(socket instanceof TLSSocket)) throw new Error('no TLS');
    const peer = socket.getPeerCertificate();
    const who = peer.raw ? peer.subject.CN : null;
    response.end(
      JSON.stringify({ method, url, host: headers.host, servername: Reflect.get(socket, 'servername'), who }),
    );
  });
  listening.on('tlsClientError', () => {});
  onTestFinished(() => void listening.close());
  return listen(listening);
}

const p1 = 'p1.cert.localhost';

describe('a visit', () => {
  it('presents its certificate and tells what the server saw', async () => {
    const port = await server({ rejectUnauthorized: false });
    const identity = ca.client('TARO');
    const answer = await visit({ port, servername: p1, path: '/secret', method: 'POST', body: 'x', identity });
    expect(answer).toMatchObject({ kind: 'answer', status: 200, resumed: false, alpn: null });
    const seen = answer.kind === 'answer' && JSON.parse(answer.body);
    expect(seen).toEqual({ method: 'POST', url: '/secret', host: `${p1}:${port}`, servername: p1, who: 'TARO' });
  });

  it('may name one host in the handshake and another in the request', async () => {
    const port = await server({ rejectUnauthorized: false });
    const answer = await visit({ port, servername: p1, host: 'p2.cert.localhost' });
    expect(answer.kind === 'answer' && JSON.parse(answer.body)).toMatchObject({
      host: 'p2.cert.localhost',
      servername: p1,
    });
  });

  it.each([
    { maxVersion: 'TLSv1.2', alert: 40 },
    { maxVersion: 'TLSv1.3', alert: 116 },
  ] as const)(
    'tells with which alert $maxVersion was refused by a server that insists',
    async ({ maxVersion, alert }) => {
      const port = await server({ rejectUnauthorized: true, maxVersion });
      expect(await visit({ port, servername: p1, maxVersion })).toMatchObject({ kind: 'no answer', alert });
    },
  );

  it('resumes a session, without its certificate if so wanted', async () => {
    const port = await server({ rejectUnauthorized: false });
    const first = await visit({ port, servername: p1, identity: ca.client('TARO') });
    const session = first.kind === 'answer' ? first.sessions.at(-1) : undefined;
    if (!session) throw new Error('the server gave no session');
    const again = await visit({ port, servername: p1, session });
    expect(again).toMatchObject({ kind: 'answer', resumed: true });
  });

  it('tells which protocol the server chose', async () => {
    const port = await server({ rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    expect(await visit({ port, servername: p1, alpn: ['h2', 'http/1.1'] })).toMatchObject({ alpn: 'http/1.1' });
    const refused = await visit({ port, servername: p1, alpn: ['h2'] });
    expect(refused).toMatchObject({ kind: 'no answer', alert: 120 });
  });

  it('tells that nobody listens', async () => {
    const port = await freePort();
    expect(await visit({ port, servername: p1 })).toEqual({ kind: 'no answer', code: 'ECONNREFUSED', alert: null });
  });

  it('does not wait longer than it was told to for a server that never answers', async () => {
    const silent = createTcpServer(() => {});
    onTestFinished(() => void silent.close());
    const answer = await visit({ port: await listen(silent), servername: p1, patience: 200 });
    expect(answer).toEqual({ kind: 'no answer', code: 'TIMED_OUT', alert: null });
  });
});
