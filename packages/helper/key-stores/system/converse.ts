import { randomBytes } from 'node:crypto';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { ProgramFailed, type RunProgram } from './run-program.ts';

/** A program with a script of ours, which reads one request from its input and answers it in one line. */
export interface Conversation {
  readonly run: RunProgram;
  readonly program: string;
  readonly args: readonly string[];
}

/** What a system answered that did not do what was asked: its number, in hex or decimal. */
const Failed = Type.Object({ came: Type.Literal('failed'), why: Type.String({ pattern: '^-?[0-9a-f]{1,16}$' }) });

/**
 * Asks the script: one line of JSON in ASCII goes in; out comes `koshin-answer <nonce of the request> <JSON in base64>`
 * on a line of its own. Whatever else a system prints, in whatever language and code page, is passed over. Throws
 * {@link ProgramFailed}.
 */
export async function converse<Answer extends TSchema>(
  { run, program, args }: Conversation,
  asked: Readonly<Record<string, unknown>>,
  answer: Answer,
): Promise<Static<Answer>> {
  const nonce = randomBytes(16).toString('hex');
  const { status, output } = await run({ program, args, input: `${ascii({ ...asked, nonce })}\n` });
  if (status !== 0) throw new ProgramFailed('failed', `status ${status}`);
  const value = answerIn(output, nonce);
  if (Value.Check(Failed, value)) throw new ProgramFailed('failed', value.why);
  if (!Value.Check(answer, value)) throw new ProgramFailed('garbled', 'another answer than was asked for');
  return value;
}

/** The one answer to the request of this nonce. Throws {@link ProgramFailed} `garbled`: none, or more than one. */
export function answerIn(output: Uint8Array, nonce: string): unknown {
  const [answer, second] = Buffer.from(output)
    .toString('latin1')
    .split('\n')
    .map((line) => wholeLine.exec(line))
    .filter((line) => line?.[1] === nonce);
  if (answer == null || second !== undefined) throw new ProgramFailed('garbled', 'not one answer');
  const octets = Buffer.from(answer[2] ?? '', 'base64');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    throw new ProgramFailed('garbled', 'no JSON');
  }
}

/** Whose answer it is, and the answer. */
const wholeLine = /^koshin-answer ([0-9a-f]{32}) ((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)\r?$/;

/** No code page changes ASCII. */
function ascii(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, escaped);
}
