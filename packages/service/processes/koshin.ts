#!/usr/bin/env node
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import { type Command, parseCommand } from '../edges/command-line/arguments.ts';
import { runConfirmed } from '../edges/command-line/confirm.ts';
import { openDemoBrowser } from '../edges/command-line/demo-browser/demo-browser.ts';
import { greeting } from '../edges/command-line/greeting.ts';
import { help, helpOf } from '../edges/command-line/help.ts';
import { languageOf } from '../edges/command-line/language.ts';
import { stopOnSignals } from '../edges/command-line/signals.ts';
import { runCommand } from './run-command.ts';

const { argv, env, stdout, stderr } = process;
const language = languageOf(env);

try {
  await run(parseCommand(argv.slice(2)));
} catch (error) {
  // What a person can put right is one sentence; anything else is a fault of ours and shows where.
  stderr.write(error instanceof StartError ? `${error.message}\n` : `${inspectable(error)}\n`);
  process.exit(error instanceof StartError ? error.exitCode : 1);
}

async function run(command: Command): Promise<void> {
  if (command.kind === 'help') {
    stdout.write(help(language));
    return;
  }
  if (command.kind === 'help-of') {
    stdout.write(helpOf(command, language));
    return;
  }
  if (command.kind === 'run') {
    const terminal = { out: (text: string) => stdout.write(text), err: (text: string) => stderr.write(text) };
    process.exitCode = await runConfirmed(command, {
      language,
      terminal: { input: process.stdin, output: stderr },
      run: (one) => runCommand(one, { env, workingFolder: process.cwd(), language, terminal }),
    });
    return;
  }
  const { configFile } = command;
  const surroundings = { configFile, env, workingFolder: process.cwd(), now: parseInstant(new Date().toISOString()) };
  if (command.kind === 'demo-browser') {
    const { url, browserArguments } = command;
    const { ports } = readConfiguration({ ...surroundings, demo: true });
    process.exitCode = await openDemoBrowser({
      url: (url ?? `http://localhost:${ports.status}`).replace(/\/+$/, ''),
      browserArguments,
      language,
      platform: process.platform,
      env,
      say: (text) => stderr.write(`${text}\n`),
    });
    return;
  }
  const configuration = readConfiguration({ ...surroundings, demo: command.demo });
  // Loaded only here: a command need not wait for the servers.
  const [{ openLog }, { serve }] = await Promise.all([import('./log.ts'), import('./serve.ts')]);
  const log = openLog(configuration.logLevel);
  const stopping = stopOnSignals(process, log);
  const service = await serve(configuration, log);
  stopping.whenAsked(() => service.stop());
  stdout.write(`${JSON.stringify(service.ready)}\n`);
  if (!stderr.isTTY) return;
  const { status, portals } = service.ready;
  stderr.write(greeting(language, { demo: command.demo, status, portals: Object.values(portals) }));
}

function inspectable(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
