import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Two cookies, both host-only (`__Host-`), so that one bank's portal never sees another's.
 * SameSite=Lax: portal and presentation hosts are cross-site, and Strict cookies are lost on the way back.
 */
const browserCookie = '__Host-koshin-browser';
const sessionCookie = '__Host-koshin-session';
const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** 256 bits, base64url; anything else is not ours. */
const secretForm = /^[A-Za-z0-9_-]{43}$/;

function secretIn(request: FastifyRequest, name: string): string | null {
  const value = request.cookies[name];
  return value !== undefined && secretForm.test(value) ? value : null;
}

/** What binds presentation attempts to this browser; made with the first page. */
export function browserSecretOf(request: FastifyRequest): string | null {
  return secretIn(request, browserCookie);
}

export function sessionSecretOf(request: FastifyRequest): string | null {
  return secretIn(request, sessionCookie);
}

export function bindBrowser(reply: FastifyReply, secret: string): void {
  reply.setCookie(browserCookie, secret, { ...attributes, maxAge: 60 * 60 * 24 * 30 });
}

export function setSession(reply: FastifyReply, secret: string): void {
  reply.setCookie(sessionCookie, secret, attributes);
}

export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, attributes);
}

/** The token of a browser: it follows from the HttpOnly cookie, so a page of another origin cannot know it. */
export function csrfTokenOf(browserSecret: string): string {
  return createHmac('sha256', browserSecret).update('koshin csrf').digest('base64url');
}

export function csrfMatches(browserSecret: string, token: string): boolean {
  const expected = Buffer.from(csrfTokenOf(browserSecret));
  const got = Buffer.from(token);
  return got.length === expected.length && timingSafeEqual(expected, got);
}
