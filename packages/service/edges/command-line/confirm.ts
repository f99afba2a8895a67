import { createInterface } from 'node:readline';
import type { Terminal } from './ask-secret.ts';
import type { Invocation } from './framework/parse-invocation.ts';
import type { Language } from './language.ts';

/**
 * Runs a command that a person at the terminal is asked about: first what it would do, which changes nothing; then, with
 * what he types, itself. Where nobody is, or a program reads the answer, nobody is asked: the command then wants its
 * option. Nothing typed carries nothing out.
 * @returns the exit code of what ran last
 */
export async function runConfirmed(
  typed: Invocation,
  {
    language,
    terminal,
    run,
  }: {
    readonly language: Language;
    readonly terminal: Terminal;
    readonly run: (invocation: Invocation) => Promise<number>;
  },
): Promise<number> {
  const { confirmation } = typed.spec;
  if (!confirmation || !terminal.input.isTTY || typed.json) return run(typed);
  const { option, unless, preview, question } = confirmation;
  if ([option, preview, ...unless].some((name) => typed.options.has(name))) return run(typed);
  const withOption = (name: string, value: string) => ({
    ...typed,
    options: new Map([...typed.options, [name, value]]),
  });
  const shown = await run(withOption(preview, ''));
  if (shown !== 0) return shown;
  const line = await askLine(terminal, question[language]);
  return line === '' ? shown : run(withOption(option, line));
}

/** Empty when the person gives up (Ctrl+C, Ctrl+D). */
function askLine({ input, output }: Terminal, question: string): Promise<string> {
  output.write(question);
  const reader = createInterface({ input });
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      resolve(line.trim());
      reader.close();
    });
    reader.once('close', () => resolve(''));
  });
}
