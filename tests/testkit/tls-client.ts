import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import type { KeyAndCertificate } from './throwaway-ca.ts';

export interface Visit {
  readonly port: number;
  /** The name in the handshake (SNI); none is sent where it is empty. */
  readonly servername: string;
  /** The Host header; the servername with the port where nothing is said. */
  readonly host?: string;
  /** `/` where nothing is said. */
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** What is presented when the server asks for a certificate. */
  readonly identity?: KeyAndCertificate;
  readonly alpn?: readonly string[];
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Of an earlier answer: to resume, with or without the same identity. */
  readonly session?: Buffer;
  /** How long to wait for anything, in milliseconds; ten seconds where nothing is said. */
  readonly patience?: number;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** What the server chose, or null. */
  readonly alpn: string | null;
  readonly resumed: boolean;
  /** Tickets and IDs that the server gave for resuming, in order. */
  readonly sessions: readonly Buffer[];
}

export interface NoAnswer {
  readonly kind: 'no answer';
  /** Node's, like `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`, `EPROTO`, `ECONNRESET`; `TIMED_OUT` is ours. */
  readonly code: string;
  /** The server's TLS alert by its number (RFC 8446 6.2), like 116 for certificate_required; null when none came. */
  readonly alert: number | null;
}

/**
 * One request over a connection of its own to loopback, with every detail of TLS as the caller wants it: browsers do
 * not let a test choose. Does not check the server's certificate. Never rejects for what the server does.
 */
export function visit(to: Visit): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    const socket = tlsTo(to);
    const sessions: Buffer[] = [];
    socket.on('session', (session) => sessions.push(session));
    const fail = (error: NodeJS.ErrnoException) => {
      socket.destroy();
      const [, alert] = /SSL alert number (\d+)/.exec(error.message) ?? [];
      resolve({ kind: 'no answer', code: error.code ?? error.message, alert: alert ? Number(alert) : null });
    };
    socket.on('error', fail);
    socket.setTimeout(to.patience ?? 10_000, () => fail(Object.assign(new Error('timed out'), { code: 'TIMED_OUT' })));

    const headers = { host: to.host ?? `${to.servername}:${to.port}`, connection: 'close', ...to.headers };
    const asked = request(
      { createConnection: () => socket, path: to.path ?? '/', method: to.method ?? 'GET', headers, setHost: false },
      async (response) => {
        try {
          const body = await textOf(response);
          const facts = { status: response.statusCode ?? 0, headers: response.headers, body, sessions };
          const resumed = socket.isSessionReused();
          resolve({ kind: 'answer', ...facts, alpn: socket.alpnProtocol || null, resumed });
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        }
      },
    );
    asked.on('error', fail);
    // In TLS 1.3 a server refuses after the client is done: what is sent at once meets a closed socket, and the reset
    // that answers it takes the alert away before it was read.
    socket.once('secureConnect', () => setTimeout(() => asked.end(to.body), 50));
  });
}

function tlsTo({ port, servername, identity, alpn, maxVersion, session }: Visit): TLSSocket {
  return connect({
    host: '127.0.0.1',
    port,
    servername,
    rejectUnauthorized: false,
    ...(identity && { key: identity.key, cert: identity.certificate }),
    ...(alpn && { ALPNProtocols: [...alpn] }),
    ...(maxVersion && { maxVersion }),
    ...(session && { session }),
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}
