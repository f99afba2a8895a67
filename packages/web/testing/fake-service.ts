import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { csrfHeader } from '@koshin/wire/portal/paths.ts';
import { Problem, problemMediaType, problemType } from '@koshin/wire/problems/problem.ts';
import { statuses } from '@koshin/wire/problems/statuses.ts';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/schema';
import { Convert } from 'typebox/value';
import { type Call, callOf } from './calls.ts';

/** What a script answers: a message, a refusal, or nothing at all (the line is cut). */
export type Answer = { readonly say: unknown } | { readonly refuse: Refusal } | 'cut';

interface Refusal {
  readonly code: RefusalCode;
  readonly facts?: Problem['facts'];
}

/** Answers by call (`GET /api/session`), each called with the request's body, or what a GET asks in its address. */
export type Script = Readonly<Record<string, (body: unknown) => Answer>>;

export interface FakeService {
  readonly origin: string;
  /** Replaces what is answered from now on. */
  readonly answer: (script: Script) => void;
  /** The calls so far, as `POST /api/login/password`. */
  readonly calls: readonly string[];
  /** What did not keep to the wire's schemas, from either side, and what tests add; a test ends with this empty. */
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

/** The policy under which the real service serves the pages. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Serves built pages from `folder` as the portal does, and a scripted API whose messages are checked on both ways. */
export async function startFakeService(folder: string): Promise<FakeService> {
  let script: Script = {};
  const calls: string[] = [];
  const faults: string[] = [];

  async function api(request: IncomingMessage, response: ServerResponse, address: URL): Promise<void> {
    const name = `${request.method} ${address.pathname}`;
    calls.push(name);
    const call = callOf(name);
    const answering = script[name] ?? script[call?.name ?? ''];
    const body = request.method === 'GET' ? askedIn(address, call) : await bodyOf(request);
    if (call === null || answering === undefined) {
      faults.push(`${name}: not scripted`);
      return refuse(response, { code: 'not-found' });
    }
    faults.push(...requestFaults(request, call, body).map((fault) => `${name}: ${fault}`));
    const answer = answering(body);
    if (answer === 'cut') {
      // Not before the first byte: on a connection used before, Chromium would send the request again by itself.
      response.writeHead(200, { 'content-length': 100 }).write('{', () => request.socket.destroy());
      return;
    }
    if ('refuse' in answer) return refuse(response, answer.refuse);
    if (call.answer !== null && !Check(call.answer, answer.say)) faults.push(`${name}: answered against the schema`);
    send(response, { status: 200, type: 'application/json', body: JSON.stringify(answer.say) });
  }

  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', 'http://fake');
    const path = address.pathname;
    const serving = path.startsWith('/api/')
      ? api(request, response, address)
      : servePage(folder, request, response, path);
    serving.catch((error: unknown) => {
      faults.push(`${path}: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${portOf(server.address())}`,
    answer: (next) => {
      script = next;
    },
    calls,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}

function requestFaults(request: IncomingMessage, call: Call, body: unknown): string[] {
  const faults: string[] = [];
  if (request.method === 'POST' && typeof request.headers[csrfHeader] !== 'string') faults.push('without CSRF token');
  if (!matches(call.request, body)) faults.push(`asked against the schema: ${JSON.stringify(body)}`);
  return faults;
}

const matches = (schema: TSchema, value: unknown): boolean => Check(schema, value);

/** What a GET asks, its numbers read as the service reads them; null where it asks nothing. */
function askedIn({ searchParams }: URL, call: Call | null): unknown {
  if (searchParams.size === 0) return null;
  const asked = Object.fromEntries(searchParams);
  return call === null ? asked : Convert(call.request, asked);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}

function refuse(response: ServerResponse, { code, facts = {} }: Refusal): void {
  const status = statuses[code];
  const problem: Problem = { type: problemType(code), title: code, status, code, refNo: '3917-2046', facts };
  if (!Check(Problem, problem)) throw new Error(`not a problem: ${code}`);
  send(response, { status, type: problemMediaType, body: JSON.stringify(problem) });
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A built file; every other address is the one document, in the cookie's language. */
async function servePage(folder: string, request: IncomingMessage, response: ServerResponse, path: string) {
  const type = types[extname(path)];
  if (type !== undefined) {
    const file = await readFile(join(folder, normalize(path))).catch(() => null);
    if (file === null) return send(response, { status: 404, type: 'text/plain', body: 'no such file' });
    return send(response, { status: 200, type, body: file });
  }
  const language = /koshin-language=en/.test(request.headers.cookie ?? '') ? 'en' : 'ja';
  const document = path.endsWith('.html') ? path : '/index.html';
  const page = await readFile(join(folder, document), 'utf8');
  const body = page.replace(/<html[^>]*>/, `<html lang="${language}" data-bank="mihon">`);
  send(response, { status: 200, type: 'text/html; charset=utf-8', body });
}

function send(response: ServerResponse, said: { status: number; type: string; body: string | Buffer }): void {
  response.writeHead(said.status, {
    'content-type': said.type,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': said.type.startsWith('text/html') ? 'no-cache' : 'no-store',
  });
  response.end(said.body);
}
