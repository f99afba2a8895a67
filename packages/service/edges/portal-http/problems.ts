import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { Refusal, type RefusalDetail } from '@koshin/lifecycle/refusals/refusal.ts';
import { customerTexts } from '@koshin/wire/problems/customer-texts.ts';
import { logTexts } from '@koshin/wire/problems/log-texts.ts';
import { type Problem, problemMediaType, problemType } from '@koshin/wire/problems/problem.ts';
import { statuses } from '@koshin/wire/problems/statuses.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Means } from '../../use-cases/means.ts';
import { newRefNo } from '../../use-cases/secrets.ts';
import { languageOf } from './language.ts';

/** What a role answers otherwise than the tables say. */
export interface Manner {
  status(code: RefusalCode): number;
  headers(code: RefusalCode): Readonly<Record<string, string>>;
  /** A sentence for who wrote the program that asks. */
  detail(code: RefusalCode): string | null;
}

export const usualManner: Manner = {
  status: (code) => statuses[code],
  headers: () => ({}),
  detail: () => null,
};

/**
 * Every refusal leaves as a problem (RFC 9457) with a number that is also in the log. What was not foreseen is
 * `unexpected`: its stack is in the log only.
 */
export function answerProblems(app: FastifyInstance, means: Pick<Means, 'chance'>, manner: Manner = usualManner): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answer(means, { error, request, reply, manner }));
  app.setNotFoundHandler((request, reply) =>
    answer(means, { error: new Refusal({ code: 'not-found', detail: {} }), request, reply, manner }),
  );
}

function answer(
  means: Pick<Means, 'chance'>,
  { error, request, reply, manner }: { error: Error; request: FastifyRequest; reply: FastifyReply; manner: Manner },
): FastifyReply {
  const { code, detail } = recognise(error);
  const number = newRefNo(means);
  const refNo = `${number.slice(0, 4)}-${number.slice(4)}`;
  const status = manner.status(code);
  const line = { code, refNo, expected: error instanceof Refusal ? error.expected : undefined, got: gotOf(error) };
  if (status >= 500) request.log.error({ ...line, err: error }, logTexts[code]);
  else request.log.info(line, logTexts[code]);
  const language = languageOf(request);
  const sentence = manner.detail(code);
  const problem: Problem = {
    type: problemType(code),
    title: fill((customerTexts[code] ?? customerTexts.unexpected)[language], detail),
    status,
    code,
    ...(sentence !== null && { detail: sentence }),
    refNo,
    facts: { ...detail },
  };
  reply.headers(manner.headers(code));
  if (typeof detail.retryAfter === 'number') reply.header('retry-after', detail.retryAfter);
  return reply.code(status).header('cache-control', 'no-store').type(problemMediaType).send(JSON.stringify(problem));
}

function gotOf(error: Error): string | undefined {
  return error instanceof Refusal ? error.got : error.name;
}

/** Fastify's own refusals, by their codes. */
const ofFastify: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_VALIDATION: 'request-malformed',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request-malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request-malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request-malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request-malformed',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request-too-large',
  FST_ERR_BAD_URL: 'not-found',
};

function recognise(error: Error & { code?: unknown; statusCode?: unknown }): {
  code: RefusalCode;
  detail: RefusalDetail;
} {
  if (error instanceof Refusal) return { code: error.code, detail: error.detail };
  const known = typeof error.code === 'string' ? ofFastify[error.code] : undefined;
  if (known) return { code: known, detail: {} };
  if (error instanceof SyntaxError && error.statusCode === 400) return { code: 'request-malformed', detail: {} };
  return { code: 'unexpected', detail: {} };
}

/** Placeholders whose fact is not there stay as they are: the page has its own, whole text. */
function fill(text: string, facts: RefusalDetail): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(facts[name] ?? placeholder));
}
