import { parseArgs } from 'node:util';
import { StartError } from '../../configuration/start-error.ts';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly demo: boolean; readonly configFile: string | null }
  | {
      readonly kind: 'acquisition-code';
      readonly demo: boolean;
      readonly configFile: string | null;
      readonly bank: string;
      readonly loginId: string;
      /** One JSON object instead of words. */
      readonly json: boolean;
    }
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
  bank: { type: 'string' },
  'login-id': { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Option = keyof typeof options;
const optionsOf: Readonly<Record<string, readonly Option[]>> = {
  serve: ['config', 'demo'],
  'demo-browser': ['config', 'url'],
  'acquisition-code': ['config', 'demo', 'bank', 'login-id', 'json'],
};

/** @param argv without the interpreter and the script; throws StartError with exit code 2 for wrong usage */
export function parseCommand(argv: readonly string[]): Command {
  const { ours, browserArguments } = split(argv);
  const { values, positionals } = read(ours);
  if (values.help) return { kind: 'help' };
  const [name, ...others] = positionals;
  const allowed = name === undefined ? undefined : optionsOf[name];
  if (name === undefined || !allowed)
    throw wrongUsage(name === undefined ? 'a command is missing' : `there is no command ${name}`);
  const surplus = others[0];
  if (surplus !== undefined) throw wrongUsage(`${surplus} is one word too many`);
  for (const option of Object.keys(values)) {
    if (!allowed.some((one) => one === option)) throw wrongUsage(`${name} has no option --${option}`);
  }
  const configFile = values.config ?? null;
  if (name === 'demo-browser') return { kind: 'demo-browser', configFile, url: values.url ?? null, browserArguments };
  if (browserArguments.length > 0) throw wrongUsage(`${name} takes nothing after --`);
  const { demo = false, json = false, bank, 'login-id': loginId } = values;
  if (name === 'serve') return { kind: 'serve', demo, configFile };
  if (bank === undefined || loginId === undefined) throw wrongUsage(`${name} needs --bank and --login-id`);
  return { kind: 'acquisition-code', demo, configFile, bank, loginId, json };
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

function wrongUsage(what: string): StartError {
  return new StartError(`Wrong usage: ${what} (koshin --help tells the right one).`, 2);
}
