import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../../../configuration/loopback.ts';

/**
 * The demo shows passwords: it answers this machine only, and only under names that no foreign page can have
 * (a page on another name that is resolved to 127.0.0.1, DNS rebinding, comes with that name as Host).
 */
export async function answerLoopbackOnly(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const here =
    isLoopback(request.socket.remoteAddress ?? '') &&
    /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
  if (!here)
    await reply
      .status(403)
      .type('text/plain; charset=utf-8')
      .send('The demo answers on loopback only, as localhost.\n');
}
