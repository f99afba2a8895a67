import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { estServer } from '@koshin/service/edges/est-http/est-server.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { pino } from 'pino';
import { throwawayCa } from '../throwaway-ca.ts';
import { type Answer, type NoAnswer, type Visit, visit } from '../tls-client.ts';
import { identityOf } from './http-browser.ts';
import type { TestCustomer } from './test-bank.ts';

type Asked = Partial<Pick<Visit, 'method' | 'headers' | 'body' | 'maxVersion' | 'session' | 'alpn'>> & {
  /** Presented in the handshake. */
  readonly as?: Pick<TestCustomer, 'key' | 'certificate'> | undefined;
  /** `loginId:secret` for HTTP Basic. */
  readonly basic?: string | undefined;
};

export interface TestEst {
  readonly port: number;
  /** PEM of the CA of the server's certificate, which is for `est.localhost` and `localhost`. */
  readonly serverCa: string;
  /** One request on a connection of its own; `path` is what stands behind `/.well-known/est/`. */
  ask(path: string, asked?: Asked): Promise<Answer>;
  askRaw(path: string, asked?: Asked): Promise<Answer | NoAnswer>;
  /** A request for a certificate, as base64. */
  enroll(path: string, csr: Uint8Array, asked?: Asked): Promise<Answer>;
  stop(): Promise<void>;
}

/** The EST role on loopback, in this process. */
export async function testEst(means: Means): Promise<TestEst> {
  const ca = throwawayCa('server of the test');
  const { key, certificate } = ca.server('est.localhost', 'localhost');
  const log = pino({ level: process.env.KOSHIN_TEST_LOG ?? 'silent' });
  const server = await estServer({ means, tls: { key, cert: certificate }, log });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  const { port } = address;

  const askRaw: TestEst['askRaw'] = (path, { as, basic, headers, ...asked } = {}) =>
    visit({
      port,
      servername: 'est.localhost',
      path: `/.well-known/est/${path}`,
      ...asked,
      headers: { ...(basic !== undefined && { authorization: basicHeader(basic) }), ...headers },
      ...(as && { identity: presented(as) }),
    });
  const ask: TestEst['ask'] = async (path, asked) => {
    const answer = await askRaw(path, asked);
    if (answer.kind === 'no answer') throw new Error(`no answer: ${answer.code}`);
    return answer;
  };
  return {
    port,
    serverCa: ca.certificate,
    ask,
    askRaw,
    enroll: (path, csr, asked = {}) =>
      ask(path, {
        method: 'POST',
        body: Buffer.from(csr).toString('base64'),
        ...asked,
        headers: { 'content-type': 'application/pkcs10', ...asked.headers },
      }),
    async stop() {
      await server.close();
      ca.remove();
    },
  };
}

const basicHeader = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

function presented({ key, certificate }: Pick<TestCustomer, 'key' | 'certificate'>) {
  const { key: privateKey, cert } = identityOf(key.privateKey, certificate.der);
  return { key: privateKey, certificate: cert };
}

/** The subject of a certificate, in DER: what a request for its renewal names. */
export function subjectOf({ der }: { readonly der: Uint8Array }): Uint8Array {
  return parseCertificate(der).subject.der;
}
