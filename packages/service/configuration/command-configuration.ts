import { resolve } from 'node:path';
import type { Configuration } from './configuration.ts';
import { descriptionOf, environmentName } from './settings.ts';
import { StartError } from './start-error.ts';
import { type Surroundings, takeSettings } from './take-settings.ts';

/** What a command needs, which serves nobody: where the data is, and, when it signs, how. */
export interface CommandConfiguration extends Pick<Configuration, 'dataDir' | 'postgres' | 'logLevel'> {
  /** Throws StartError where it is not set. */
  statusUrl(): string;
  /** Absolute path. Throws StartError where it is not set. */
  keyPassphraseFile(): string;
}

/** Throws StartError for the first thing that is wrong. What a command does not ask for may be missing. */
export function readCommandConfiguration(surroundings: Omit<Surroundings, 'demo' | 'now'>): CommandConfiguration {
  const take = takeSettings(surroundings);
  const url = take.text('databaseUrl');
  const needed = (setting: 'statusUrl' | 'keyPassphraseFile') => {
    const text = take.text(setting);
    if (text !== null) return text;
    throw new StartError(`${environmentName(setting)} is needed for this command: ${descriptionOf(setting)}.`);
  };
  return {
    dataDir: resolve(surroundings.workingFolder, take.needed('dataDir')),
    postgres: url === null ? null : { url, connections: take.number('databaseConnections') },
    logLevel: take.text('logLevel') ?? 'warn',
    statusUrl: () => needed('statusUrl').replace(/\/+$/, ''),
    keyPassphraseFile: () => resolve(surroundings.workingFolder, needed('keyPassphraseFile')),
  };
}
