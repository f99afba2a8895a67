import type { Means } from '../../../use-cases/means.ts';
import type { Language } from '../language.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Given } from './given.ts';
import type { Words } from './words.ts';

/**
 * What an option is: `flag` stands alone, `text` takes a value. Of a `file` the command gets the content, which is read
 * where the command was typed, as a running service may not see that file; of a `folder` the absolute path.
 */
export type OptionKind = 'flag' | 'text' | 'file' | 'folder';

export interface OptionSpec {
  readonly kind: OptionKind;
  /** What stands for the value in the help; empty for a flag. */
  readonly value: string;
  readonly needed?: boolean;
  readonly about: Words;
}

/** What comes without `--`, at most one. */
export interface OperandSpec {
  readonly value: string;
  /** An option may take its place. */
  readonly optional?: true;
  readonly about: Words;
}

/**
 * What a person at a terminal is asked before the command is carried out: first it runs with `preview`, which changes
 * nothing and says what it would do; then what was typed goes on as `option`. Elsewhere the command says that the option
 * is missing.
 */
export interface Confirmation {
  readonly option: string;
  /** With one of these nobody is asked. */
  readonly unless: readonly string[];
  readonly preview: string;
  readonly question: Words;
}

/** One command, `koshin <noun> <verb>`: all that parser, help and documentation need, and what it does. */
export interface CommandSpec {
  readonly noun: string;
  readonly verb: string;
  readonly about: Words;
  readonly operand?: OperandSpec;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly confirmation?: Confirmation;
  /** Throws a `Refusal`, `PolicyRefused` or `StartError` for what a person can put right. */
  run(call: Call): Promise<Outcome | StreamedOutcome | PagedOutcome>;
}

/** Where and with what a command runs: in a process of its own, or in the service that has the data folder. */
export interface Call {
  readonly means: Means;
  readonly given: Given;
  readonly language: Language;
  /** The keys of a folder that is not the service's own, such as the root's on a medium that is put in for this once. */
  openKeyFolder(place: { readonly folder: string; readonly passphrase: string }): Means['signer'];
}

/** What a command answers: to programs (`--json`) one value, to people lines in their language. */
export interface Outcome {
  /** Where something is left to be told by it, though the command did what it could; done where nothing is said. */
  readonly exitCode?: ExitCode;
  readonly json: unknown;
  readonly lines: readonly string[];
}

/** Lines for programs alone, with `--json` or without; more of them than fit into the memory. */
export interface StreamedOutcome {
  readonly stream: AsyncIterable<string>;
}

/** What may be more than fits into the memory, for people and programs: one of the two is asked for. */
export interface PagedOutcome {
  readonly pages: AsyncIterable<string>;
  /** With `--json`, the entries of one array. */
  readonly items: AsyncIterable<unknown>;
}
