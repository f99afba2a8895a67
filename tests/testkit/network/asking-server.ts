import { once } from 'node:events';
import { createServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { KeyAndCertificate } from '../throwaway-ca.ts';
import { listen } from './listen.ts';

export interface AskingServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Asks for a client certificate of the CA (PEM) and answers every request with a page that names the subject's CN, or
 * `none`. For the tests of the kit itself.
 */
export async function askingServer(identity: KeyAndCertificate, ca: string): Promise<AskingServer> {
  const tls = { key: identity.key, cert: identity.certificate, ca, requestCert: true, rejectUnauthorized: false };
  const server = createServer({ ...tls, ALPNProtocols: ['http/1.1'] }, ({ socket, headers }, response) => {
    const peer = socket instanceof TLSSocket ? socket.getPeerCertificate() : undefined;
    const who = peer?.raw ? String(peer.subject.CN) : 'none';
    const title = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>電子証明書</title>';
    response.setHeader('content-type', 'text/html');
    response.end(`${title}<main><h1>${who}</h1><p>${headers['accept-language']}</p></main></html>`);
  });
  server.on('tlsClientError', () => {});
  return {
    port: await listen(server),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
