import { parseArgs } from 'node:util';
import { nearestName } from '@koshin/lifecycle/policies/nearest-name.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { jsonOption, sharedOptions } from './shared-options.ts';
import { wrongUsage } from './wrong-usage.ts';

/** A command as it was typed; its files are still to be read. */
export interface Invocation {
  readonly kind: 'run';
  readonly spec: CommandSpec;
  readonly operand: string | null;
  readonly options: ReadonlyMap<string, string>;
  readonly json: boolean;
  readonly configFile: string | null;
}

/** `koshin ca --help` asks for the noun, `koshin ca init --help` for one command. */
export interface HelpWanted {
  readonly kind: 'help-of';
  readonly noun: string;
  readonly spec: CommandSpec | null;
}

/**
 * Reads `<noun> <verb> …`. Throws StartError with exit code 2 for wrong usage, with the nearest right word.
 * @param argv begins with a noun that one of the commands has
 */
export function parseInvocation(argv: readonly string[], commands: readonly CommandSpec[]): Invocation | HelpWanted {
  // 1. Which command.
  const [noun = '', verb, ...words] = argv;
  const ofNoun = commands.filter((command) => command.noun === noun);
  if (verb === undefined) throw wrongUsage(`${noun} is followed by ${ofNoun.map((one) => one.verb).join(', ')}`, noun);
  if (isHelp(verb)) return { kind: 'help-of', noun, spec: null };
  const spec = ofNoun.find((command) => command.verb === verb);
  if (!spec) throw wrongUsage(unknownVerb(noun, verb, ofNoun), noun);
  if (words.some(isHelp)) return { kind: 'help-of', noun, spec };

  // 2. Its options and its operand.
  const called = `${noun} ${verb}`;
  const { options, operands } = readWords(words, spec, called);
  const surplus = operands[spec.operand ? 1 : 0];
  if (surplus !== undefined) throw wrongUsage(`${surplus} is one word too many`, called);

  // 3. What must be there.
  const [operand = null] = operands;
  if (spec.operand && !spec.operand.optional && operand === null)
    throw wrongUsage(`${spec.operand.value} is missing`, called);
  for (const [name, option] of Object.entries(spec.options)) {
    if (option.needed && !options.has(name)) throw wrongUsage(`--${name} is missing`, called);
  }
  return {
    kind: 'run',
    spec,
    operand,
    options,
    json: options.has(jsonOption),
    configFile: options.get('config') ?? null,
  };
}

const isHelp = (word: string) => word === '--help' || word === '-h';

function unknownVerb(noun: string, verb: string, ofNoun: readonly CommandSpec[]): string {
  const verbs = ofNoun.map((command) => command.verb);
  const nearest = nearestName(verb, verbs);
  if (nearest !== undefined) return `there is no command ${noun} ${verb}: did you mean ${noun} ${nearest}?`;
  return `there is no command ${noun} ${verb}, only ${verbs.join(', ')}`;
}

function readWords(words: readonly string[], spec: CommandSpec, called: string) {
  const known: Readonly<Record<string, OptionSpec>> = { ...spec.options, ...sharedOptions };
  const types = Object.fromEntries(
    Object.entries(known).map(([name, { kind }]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const]),
  );
  const { tokens } = parseArgs({
    args: [...words],
    options: types,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!option) throw wrongUsage(unknownOption(rawName, known, called), called);
    if (options.has(name)) throw wrongUsage(`--${name} is given twice`, called);
    if (option.kind === 'flag' && value !== undefined) throw wrongUsage(`--${name} takes no value`, called);
    if (option.kind !== 'flag' && !value) throw wrongUsage(`--${name} is followed by ${option.value}`, called);
    options.set(name, value ?? '');
  }
  return { options, operands };
}

function unknownOption(typed: string, known: Readonly<Record<string, OptionSpec>>, called: string): string {
  const nearest = nearestName(typed.replace(/^-+/, ''), Object.keys(known));
  return `${called} has no option ${typed}${nearest === undefined ? '' : `: did you mean --${nearest}?`}`;
}
