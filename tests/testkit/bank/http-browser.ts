import type { KeyObject } from 'node:crypto';
import { csrfHeader } from '@koshin/wire/portal/paths.ts';
import type { PresentationStarted } from '@koshin/wire/portal/presentation-messages.ts';
import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { type HttpAnswer, httpRequest } from '../network/http-client.ts';

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A certificate (DER) with its private key, as a TLS client takes them. */
export function identityOf(privateKey: KeyObject, der: Uint8Array): Identity {
  const base64 = Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

/** What a browser does on the wire, without a browser: cookies of one portal, its token, and presentations by real TLS. */
export class HttpBrowser {
  readonly origin: string;
  readonly #ca: string;
  readonly #cookies = new Map<string, string>();
  csrf = '';

  constructor({ origin, ca }: { readonly origin: string; readonly ca: string }) {
    this.origin = origin;
    this.#ca = ca;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    return this.#keep(await httpRequest(this.#url(path), { ca: this.#ca, headers: { ...this.#sent(), ...headers } }));
  }

  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    const own = { origin: this.origin, [csrfHeader]: this.csrf, 'content-type': 'application/json' };
    return this.#keep(
      await httpRequest(this.#url(path), {
        method: 'POST',
        ca: this.#ca,
        headers: { ...this.#sent(), ...own, ...headers },
        body: JSON.stringify(body),
      }),
    );
  }

  async session(): Promise<SessionView> {
    const view = JSON.parse((await this.get('/api/session')).body);
    this.csrf = view.csrf;
    return view;
  }

  /** Starts an attempt: by default for login. */
  async startPresentation(path = '/api/presentations', body: unknown = {}): Promise<PresentationStarted> {
    if (this.csrf === '') await this.session();
    const answer = await this.post(path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  }

  /** The handshake on the attempt's host; answers with where it sends the browser. */
  async handshake(url: string, identity?: Identity): Promise<string> {
    const answer = await httpRequest(url, { ca: this.#ca, identity });
    if (answer.status !== 303) throw new Error(`expected a way back, got ${answer.status} ${answer.body}`);
    return String(answer.headers.location);
  }

  /** Start, handshake, and back to the portal; answers with the page where it ends. */
  async present(identity?: Identity, path?: string, body?: unknown): Promise<string> {
    const { url } = await this.startPresentation(path, body);
    const back = await this.handshake(url, identity);
    const { headers } = await this.get(new URL(back).pathname);
    return String(headers.location);
  }

  async login(identity: Identity, password: string): Promise<HttpAnswer> {
    const page = await this.present(identity);
    if (page !== '/login/password') throw new Error(`not accepted: ${page}`);
    return this.post('/api/login/password', { password });
  }

  #url(path: string): string {
    return `${this.origin}${path}`;
  }

  #sent(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? {} : { cookie };
  }

  #keep(answer: HttpAnswer): HttpAnswer {
    const set = answer.headers['set-cookie'];
    for (const line of Array.isArray(set) ? set : []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined) continue;
      if (value === undefined || value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}
