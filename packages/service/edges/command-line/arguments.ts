import { parseArgs } from 'node:util';
import { nearestName } from '@koshin/lifecycle/policies/nearest-name.ts';
import { allCommands } from './commands/all-commands.ts';
import { type HelpWanted, type Invocation, parseInvocation } from './framework/parse-invocation.ts';
import { wrongUsage } from './framework/wrong-usage.ts';

export type Command =
  | Invocation
  | HelpWanted
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly demo: boolean; readonly configFile: string | null }
  | {
      readonly kind: 'demo-browser';
      readonly configFile: string | null;
      /** The demo's start page; null: where the configuration puts it. */
      readonly url: string | null;
      /** Everything after `--`, handed to the browser as it is. */
      readonly browserArguments: readonly string[];
    };

const options = {
  help: { type: 'boolean', short: 'h' },
  config: { type: 'string' },
  demo: { type: 'boolean' },
  url: { type: 'string' },
} as const;

type Option = keyof typeof options;
const optionsOf: Readonly<Record<string, readonly Option[]>> = {
  serve: ['config', 'demo'],
  'demo-browser': ['config', 'url'],
};

/** @param argv without the interpreter and the script; throws StartError with exit code 2 for wrong usage */
export function parseCommand(argv: readonly string[]): Command {
  if (nouns.has(argv[0] ?? '')) return parseInvocation(argv, allCommands);
  const { ours, browserArguments } = split(argv);
  const { values, positionals } = read(ours);
  if (values.help) return { kind: 'help' };
  const [name, ...others] = positionals;
  const allowed = name === undefined ? undefined : optionsOf[name];
  if (name === undefined || !allowed)
    throw wrongUsage(name === undefined ? 'a command is missing' : unknownCommand(name));
  const surplus = others[0];
  if (surplus !== undefined) throw wrongUsage(`${surplus} is one word too many`);
  for (const option of Object.keys(values)) {
    if (!allowed.some((one) => one === option)) throw wrongUsage(`${name} has no option --${option}`);
  }
  const configFile = values.config ?? null;
  if (name === 'demo-browser') return { kind: 'demo-browser', configFile, url: values.url ?? null, browserArguments };
  if (browserArguments.length > 0) throw wrongUsage('serve takes nothing after --');
  return { kind: 'serve', demo: values.demo ?? false, configFile };
}

const nouns: ReadonlySet<string> = new Set(allCommands.map(({ noun }) => noun));

function unknownCommand(name: string): string {
  if (nouns.has(name)) return `options stand behind the command, and ${name} before them`;
  const nearest = nearestName(name, [...Object.keys(optionsOf), ...nouns]);
  return `there is no command ${name}${nearest === undefined ? '' : `: did you mean ${nearest}?`}`;
}

function split(argv: readonly string[]) {
  const end = argv.indexOf('--');
  if (end < 0) return { ours: argv, browserArguments: [] };
  return { ours: argv.slice(0, end), browserArguments: argv.slice(end + 1) };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw wrongUsage(sentence.split('. ')[0] ?? sentence);
  }
}
