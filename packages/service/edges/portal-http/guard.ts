import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { csrfHeader } from '@koshin/wire/portal/paths.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Addresses } from '../../configuration/addresses.ts';
import { browserSecretOf, csrfMatches, sessionSecretOf } from './browser-binding.ts';

/** What every call of the portal's API knows of its caller, once the guard has let it pass. */
export interface Caller {
  readonly bankId: string;
  /** Null until the first answer has bound the browser. */
  readonly browserSecret: string | null;
  readonly sessionSecret: string | null;
}

const bankLabel = /^[a-z0-9-]{1,20}$/;

/** The bank whose portal this host is; null for a host that is none of ours. */
export function bankOfHost(hostname: string, { portalDomain }: Pick<Addresses, 'portalDomain'>): string | null {
  const suffix = `.${portalDomain}`;
  if (!hostname.endsWith(suffix)) return null;
  const label = hostname.slice(0, -suffix.length);
  return bankLabel.test(label) ? label : null;
}

export function callerOf(request: FastifyRequest, addresses: Addresses): Caller {
  const bankId = bankOfHost(request.hostname, addresses);
  if (bankId === null) throw refused('not-found');
  return { bankId, browserSecret: browserSecretOf(request), sessionSecret: sessionSecretOf(request) };
}

/**
 * An act comes from a page of this very portal: the Origin is the portal's, and the token of the browser's cookie is
 * there. `sendBeacon` cannot set a header, so the token may stand in the body as `csrf`.
 */
export function mustComeFromPortal(request: FastifyRequest, addresses: Addresses): void {
  const { bankId, browserSecret } = callerOf(request, addresses);
  if (request.headers.origin !== addresses.portalOrigin(bankId)) {
    throw refused('csrf-mismatch', {}, { expected: 'the portal’s own origin', got: 'another or none' });
  }
  if (browserSecret === null) throw refused('csrf-mismatch', { cookies: false });
  const token = request.headers[csrfHeader] ?? tokenInBody(request.body);
  if (typeof token !== 'string' || !csrfMatches(browserSecret, token))
    throw refused('csrf-mismatch', { cookies: true });
}

function tokenInBody(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'csrf' in body ? body.csrf : null;
}

/** Answers of the API are nobody's to keep. */
export function forbidStoring(reply: FastifyReply): void {
  reply.header('cache-control', 'no-store');
}
