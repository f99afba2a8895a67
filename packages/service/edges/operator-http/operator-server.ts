import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Means } from '../../use-cases/means.ts';
import { answerProblems, type Manner, usualManner } from '../portal-http/problems.ts';
import { mustBear } from './bearer-token.ts';
import { mailRoutes } from './mail-routes.ts';

export interface OperatorOptions {
  readonly means: Means;
  /** What whoever asks must say; at least 32 characters. */
  readonly token: string;
  readonly log: FastifyBaseLogger;
}

/** 401 comes with its challenge (RFC 6750 3). */
const operatorManner: Manner = {
  ...usualManner,
  headers: (code): Record<string, string> =>
    code === 'operator-token-refused' ? { 'www-authenticate': 'Bearer realm="Koshin operators"' } : {},
};

/** The operators' API: plain HTTP for programs of the bank on this machine, who say a token. It only tells, so far. */
export async function operatorServer({ means, token, log }: OperatorOptions): Promise<FastifyInstance> {
  const app = fastify({ loggerInstance: log, bodyLimit: 1024, requestTimeout: 20_000, exposeHeadRoutes: false });
  answerProblems(app as unknown as FastifyInstance, means, operatorManner);
  const check = mustBear(token);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    check(request);
  });
  mailRoutes(app.withTypeProvider<TypeBoxTypeProvider>(), means);
  return app as unknown as FastifyInstance;
}
