import type { HttpAnswer } from '../../network/http-client.ts';

/** A promise was broken. The message begins with the number of the invariant (spec: lifecycle, "Invariants"). */
export class InvariantViolated extends Error {
  override readonly name = 'InvariantViolated';
}

/** Throws `InvariantViolated` with all of them, when there are any. */
export function mustBeNone(violations: readonly string[]): void {
  if (violations.length > 0) throw new InvariantViolated(violations.join('; '));
}

/** What a customer may meet when a node dies, or something behind it is away, or a clock is stepped: he tries again. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** The problem's code; `gone` when the node does not answer. */
  readonly code: string;
  constructor(code: string) {
    super(`interrupted: ${code}`);
    this.code = code;
  }
}

/** `EPROTO`: the handshake could not be finished, as the register was away. */
const connectionErrors = /^(ECONNRESET|ECONNREFUSED|EPIPE|EPROTO)$/;

/** Waits for what a node answers; a broken connection is an interruption. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw connectionErrors.test(code) ? new Interrupted('gone') : error;
  }
}

/** Of what goes by: a customer who meets it begins again, or logs in again. */
const passing: Readonly<Record<string, number>> = {
  'store-unavailable': 503,
  'signer-unavailable': 503,
  'session-expired': 401,
  'session-ended-by-certificate': 401,
};

/** The body of a 200. A problem that passes, with its own status, is an interruption; anything else nobody may meet. */
export function bodyOf({ status, body }: HttpAnswer): ReturnType<typeof JSON.parse> {
  if (status === 200) return JSON.parse(body);
  const { code, facts } = body.startsWith('{') ? JSON.parse(body) : { code: '' };
  if (passing[code] === status) throw new Interrupted(code);
  // The page asks for it anew.
  if (facts?.passwordNeeded === true) throw new Interrupted('password-needed');
  throw new Error(`unexpected answer ${status}: ${body}`);
}

/** The page `/presentation/<code>` for what passes is an interruption. */
export function mustNotBeAway(page: string): void {
  const code = /^\/presentation\/([a-z-]+)$/.exec(page)?.[1] ?? '';
  if (code in passing || code === 'attempt-expired') throw new Interrupted(code);
}
