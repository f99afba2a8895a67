import type { HttpAnswer } from '../../network/http-client.ts';

/** A promise was broken. The message begins with the number of the invariant (spec: lifecycle, "Invariants"). */
export class InvariantViolated extends Error {
  override readonly name = 'InvariantViolated';
}

/** Throws `InvariantViolated` with all of them, when there are any. */
export function mustBeNone(violations: readonly string[]): void {
  if (violations.length > 0) throw new InvariantViolated(violations.join('; '));
}

/** What a customer may meet when a node dies or something behind it is away: he tries again later. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** The problem's code, or the connection's error. */
  readonly code: string;
  constructor(code: string) {
    super(`interrupted: ${code}`);
    this.code = code;
  }
}

const connectionErrors = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);
const passing = new Set(['store-unavailable', 'signer-unavailable']);

/** Waits for what a node answers; a broken connection is an interruption. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (connectionErrors.has(code)) throw new Interrupted(code);
    if (error instanceof Error && /aborted|socket hang up/.test(error.message)) throw new Interrupted('ECONNRESET');
    throw error;
  }
}

/** The body of a 200. A 503 that says what is away is an interruption; anything else nobody may meet. */
export function bodyOf({ status, body }: HttpAnswer): ReturnType<typeof JSON.parse> {
  if (status === 200) return JSON.parse(body);
  const said = body.startsWith('{') ? JSON.parse(body) : {};
  if (status === 503 && passing.has(said.code)) throw new Interrupted(said.code);
  throw new Error(`unexpected answer ${status}: ${body}`);
}

/** A page to which the presentation or the redemption leads when something is away. */
export function mustNotBeAway(page: string): void {
  const code = page.split('/').at(-1) ?? '';
  if (passing.has(code)) throw new Interrupted(code);
}
