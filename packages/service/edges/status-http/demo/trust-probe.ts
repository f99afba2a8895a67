import type { FastifyInstance } from 'fastify';

/** Where a portal of the demo answers the start page's question whether this browser trusts the root. */
export const trustProbePath = '/demo/trusted';

/**
 * An empty answer that the start page, which is of another origin, may load: that it loads is all it tells. The rest of
 * the portal is closed to other origins, and outside the demo this is, too.
 */
export function answerTrustProbe(portal: Pick<FastifyInstance, 'get'>): void {
  portal.get(trustProbePath, async (_, reply) =>
    reply.code(204).headers({ 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store' }).send(),
  );
}
