import { PolicyRefused } from '@koshin/lifecycle/policies/bank-policy.ts';
import { wordProblem } from '@koshin/lifecycle/policies/problem.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { logTexts } from '@koshin/wire/problems/log-texts.ts';
import { operatorTexts } from '@koshin/wire/problems/operator-texts.ts';
import { StartError } from '../../../configuration/start-error.ts';
import type { Language } from '../language.ts';
import type { Call, Outcome } from './command-spec.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Given } from './given.ts';
import type { Invocation } from './parse-invocation.ts';

/** Where a command speaks: results to standard output, everything else to standard error. */
export interface Terminal {
  /** What it gives is awaited before more is said. */
  out(text: string): unknown;
  err(text: string): void;
}

/**
 * Runs a command to its end and tells what came of it. Never throws: what a person can put right is told in his
 * language, anything else is a fault of ours and goes to `onFault` too.
 */
export async function answer(
  { spec, operand, options, json }: Invocation,
  at: Omit<Call, 'given'> & { readonly files: ReadonlyMap<string, Uint8Array>; onFault(error: unknown): void },
  terminal: Terminal,
): Promise<ExitCode> {
  const { files, language } = at;
  try {
    const given = new Given(`${spec.noun} ${spec.verb}`, { operand, options, files });
    const outcome = await spec.run({ ...at, given });
    if ('stream' in outcome) {
      await writeOut(ended(outcome.stream), terminal);
      return exitCodes.done;
    }
    if ('pages' in outcome) {
      await writeOut(json ? arrayOf(outcome.items) : ended(outcome.pages), terminal);
      return exitCodes.done;
    }
    await terminal.out(written(outcome, json));
    return outcome.exitCode ?? exitCodes.done;
  } catch (error) {
    const told = tell(error, language);
    terminal.err(json ? `${JSON.stringify(told.json)}\n` : `${told.lines.join('\n')}\n`);
    if (told.exitCode === exitCodes.fault && !(error instanceof StartError)) at.onFault(error);
    return told.exitCode;
  }
}

/** Characters that are written at a time. */
const chunk = 32_768;

async function writeOut(pieces: AsyncIterable<string>, terminal: Terminal): Promise<void> {
  let waiting = '';
  for await (const piece of pieces) {
    waiting += piece;
    if (waiting.length < chunk) continue;
    await terminal.out(waiting);
    waiting = '';
  }
  if (waiting !== '') await terminal.out(waiting);
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** One line of JSON, entry by entry. */
async function* arrayOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[';
  for await (const item of items) {
    yield `${before}${JSON.stringify(item)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : ']\n';
}

function written({ json, lines }: Outcome, asJson: boolean): string {
  if (asJson) return `${JSON.stringify(json)}\n`;
  return lines.map((line) => `${line}\n`).join('');
}

interface Told extends Outcome {
  readonly exitCode: ExitCode;
}

function tell(error: unknown, language: Language): Told {
  if (error instanceof Refusal) return tellRefusal(error, language);
  if (error instanceof PolicyRefused) {
    const lines = error.problems.map((problem) => wordProblem(problem, language));
    return { exitCode: exitCodes.refused, json: { problems: lines }, lines };
  }
  if (error instanceof StartError) {
    return { exitCode: error.exitCode, json: { message: error.message }, lines: [error.message] };
  }
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: exitCodes.fault, json: { code: 'unexpected', message: fault }, lines: [fault] };
}

const unreachable: ReadonlySet<string> = new Set(['store-unavailable', 'signer-unavailable', 'maintenance']);

function tellRefusal({ code, detail, expected, got }: Refusal, language: Language): Told {
  const facts = Object.entries({ ...detail, ...(expected && { expected }), ...(got && { got }) });
  // The log's sentence goes to the first comma; behind it stand the names of its fields.
  const sentence = language === 'ja' ? operatorTexts[code] : (logTexts[code].split(',')[0] ?? code);
  const head = language === 'ja' ? `受け付けられません：${sentence}（${code}）` : `Refused: ${sentence} (${code})`;
  return {
    exitCode: unreachable.has(code) ? exitCodes.unreachable : exitCodes.refused,
    json: { code, detail, expected, got },
    lines: [head, ...facts.map(([name, value]) => `  ${name}: ${value}`)],
  };
}
