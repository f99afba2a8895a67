import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { parseCertsOnly } from '@koshin/pki/cms/certs-only.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { decodeBody, encodeBody } from '@koshin/pki/est/body.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { certificateHeader } from '@koshin/wire/est/certificate-header.ts';
import { Problem } from '@koshin/wire/problems/problem.ts';
import { Value } from 'typebox/value';
import type { Identity } from './identity-folder.ts';

/** What the bank's EST refused, with its words for people in the language that was asked for. */
export interface EstRefusal {
  readonly answer: 'refused';
  readonly code: Problem['code'];
  readonly title: string;
  readonly refNo: string;
}

/** Not now: nothing is wrong with what was asked. */
export interface Later {
  readonly answer: 'later';
  readonly why: string;
}

export type Issued = { readonly answer: 'issued'; readonly certificate: Certificate } | EstRefusal | Later;
export type Verdict = { readonly answer: 'accepted' } | { readonly answer: 'rejected'; readonly code: string } | Later;

/** What shows who asks: a certificate in the handshake, or login ID and code by HTTP Basic. */
export type Shown = { readonly identity: Identity } | { readonly loginId: string; readonly code: string };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const longestAnswer = 256 * 1024;
const longestCertificates = 131_072;

/** A bank's EST (RFC 7030). Every request has a connection of its own. Nothing is repeated here. */
export class EstClient {
  readonly #url: string;
  readonly #ca: string | null;
  readonly #language: string;

  /** `url` is what stands before the operation; `ca`: PEM of the CAs of the server, null for those that Node knows. */
  constructor({ url, ca, language }: { readonly url: string; readonly ca: string | null; readonly language: string }) {
    this.#url = url.replace(/\/+$/, '');
    this.#ca = ca;
    this.#language = language;
  }

  /** The certificate for a request (PKCS#10 in DER): a renewal by certificate, a first one by login ID and code. */
  async enroll(shown: Shown, csr: Uint8Array): Promise<Issued> {
    const operation = 'identity' in shown ? 'simplereenroll' : 'simpleenroll';
    const answer = await this.#ask(operation, { shown, csr });
    if ('why' in answer) return answer;
    if (answer.status === 202) return { answer: 'later', why: 'HTTP 202' };
    if (answer.status !== 200) return refusalIn(answer);
    try {
      const [certificate, other] = parseCertsOnly(decodeBody(answer.body, longestCertificates));
      if (certificate !== undefined && other === undefined) {
        return { answer: 'issued', certificate: parseCertificate(certificate) };
      }
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
    }
    return { answer: 'later', why: 'an answer that is no certificate' };
  }

  /** Whether the bank accepts this key and certificate in a handshake; the first time is their proof (R20). */
  async prove(identity: Identity): Promise<Verdict> {
    const answer = await this.#ask('cacerts', { shown: { identity } });
    if ('why' in answer) return answer;
    const verdict = answer.headers[certificateHeader];
    if (answer.status !== 200 || typeof verdict !== 'string') {
      return { answer: 'later', why: `HTTP ${answer.status} without ${certificateHeader}` };
    }
    return verdict === 'accepted' ? { answer: 'accepted' } : { answer: 'rejected', code: verdict };
  }

  #ask(
    operation: string,
    { shown, csr }: { readonly shown: Shown; readonly csr?: Uint8Array },
  ): Promise<Answer | Later> {
    const body = csr && encodeBody(csr);
    const headers = {
      'accept-language': this.#language,
      ...(body !== undefined && { 'content-type': 'application/pkcs10', 'content-length': body.length }),
      ...('code' in shown && { authorization: basic(shown) }),
    };
    return new Promise((resolve) => {
      const later = (why: string) => resolve({ answer: 'later', why });
      const sent = request(
        `${this.#url}/${operation}`,
        {
          method: body === undefined ? 'GET' : 'POST',
          headers,
          // Nothing of another handshake: what is presented is what is asked about.
          agent: false,
          minVersion: 'TLSv1.2',
          timeout: 60_000,
          ...(this.#ca !== null && { ca: this.#ca }),
          ...('identity' in shown && presented(shown.identity)),
        },
        (response) => {
          const parts: Buffer[] = [];
          let length = 0;
          response.on('data', (part: Buffer) => {
            length += part.length;
            if (length > longestAnswer) sent.destroy(new Error('an answer without end'));
            parts.push(part);
          });
          response.on('error', (error) => later(error.message));
          response.on('end', () => {
            const { statusCode: status = 0, headers: said } = response;
            resolve({ status, headers: said, body: Buffer.concat(parts) });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.on('error', (error) => later(error.message));
      sent.end(body);
    });
  }
}

function presented({ key, certificate }: Identity): { readonly key: string; readonly cert: string } {
  return { key: pemOf(key), cert: encodePem('CERTIFICATE', certificate.der) };
}

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const basic = ({ loginId, code }: { readonly loginId: string; readonly code: string }) =>
  `Basic ${Buffer.from(`${loginId}:${code}`).toString('base64')}`;

/** What cannot be done now is no refusal: faults on the bank's side, and a count that ends by itself. */
function refusalIn({ status, body }: Answer): EstRefusal | Later {
  const problem = problemIn(body);
  if (status >= 500 || status === 429 || problem === null) return { answer: 'later', why: `HTTP ${status}` };
  return { answer: 'refused', code: problem.code, title: problem.title, refNo: problem.refNo };
}

function problemIn(body: Buffer): Problem | null {
  try {
    const said: unknown = JSON.parse(body.toString('utf8'));
    return Value.Check(Problem, said) ? said : null;
  } catch {
    return null;
  }
}
