import type { Language } from '../language.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { exitCodes, exitCodeTexts } from './exit-codes.ts';
import { sharedOptions } from './shared-options.ts';

/** The lines of `koshin --help` and `koshin ca --help`: one for each command. */
export function listOfCommands(commands: readonly CommandSpec[], language: Language): string {
  return commands.map((command) => `  ${usageOf(command)}\n      ${command.about[language]}\n`).join('');
}

/** What `koshin ca init --help` prints. */
export function helpOfCommand(command: CommandSpec, language: Language): string {
  const { operand } = command;
  const own = Object.entries(command.options).map(([name, option]) => optionLines(name, option, language));
  const shared = Object.entries(sharedOptions).map(([name, option]) => optionLines(name, option, language));
  return [
    `${usageOf(command)}\n`,
    `${command.about[language]}\n`,
    ...(operand ? [`  ${operand.value}\n      ${operand.about[language]}`] : []),
    ...own,
    ...shared,
    '',
    exitCodeHelp(language),
  ].join('\n');
}

/** Every exit code with its meaning. */
export function exitCodeHelp(language: Language): string {
  const lines = Object.entries(exitCodeTexts).map(([name, words]) => {
    const code = Object.entries(exitCodes).find(([known]) => known === name)?.[1];
    return `  ${code}  ${words[language]}\n`;
  });
  return `${language === 'ja' ? '終了コード' : 'Exit codes'}\n${lines.join('')}`;
}

function usageOf({ noun, verb, operand, options }: CommandSpec): string {
  const words = Object.entries(options).map(([name, { kind, value, needed }]) => {
    const word = kind === 'flag' ? `--${name}` : `--${name} ${value}`;
    return needed ? word : `[${word}]`;
  });
  const what = operand ? [operand.optional ? `[${operand.value}]` : operand.value] : [];
  return ['koshin', noun, verb, ...what, ...words].join(' ');
}

function optionLines(name: string, { kind, value, about }: OptionSpec, language: Language): string {
  return `  --${name}${kind === 'flag' ? '' : ` ${value}`}\n      ${about[language]}`;
}
