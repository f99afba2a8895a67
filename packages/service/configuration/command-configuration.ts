import { resolve } from 'node:path';
import type { Configuration } from './configuration.ts';
import { mailSettings } from './mail-settings.ts';
import { descriptionOf, environmentName } from './settings.ts';
import { signerSettings } from './signer-settings.ts';
import { StartError } from './start-error.ts';
import { type Surroundings, takeSettings } from './take-settings.ts';

/** What a command needs, which serves nobody: where the data is, and, when it signs, how. */
export interface CommandConfiguration
  extends Pick<Configuration, 'dataDir' | 'postgres' | 'logLevel' | 'weakKeyList' | 'mail'> {
  /** Throws StartError where it is not set. */
  statusUrl(): string;
  /** Throws StartError where it is not set as it must be. */
  signer(): Configuration['signer'];
}

/** Throws StartError for the first thing that is wrong. What a command does not ask for may be missing. */
export function readCommandConfiguration(surroundings: Omit<Surroundings, 'demo' | 'now'>): CommandConfiguration {
  const take = takeSettings(surroundings);
  const url = take.text('databaseUrl');
  return {
    dataDir: resolve(surroundings.workingFolder, take.needed('dataDir')),
    postgres: url === null ? null : { url, connections: take.number('databaseConnections') },
    logLevel: take.text('logLevel') ?? 'warn',
    weakKeyList: take.path('weakKeyList', surroundings.workingFolder),
    mail: mailSettings(take, {
      workingFolder: surroundings.workingFolder,
      dataDir: resolve(surroundings.workingFolder, take.needed('dataDir')),
    }),
    statusUrl() {
      const text = take.text('statusUrl');
      if (text !== null) return text.replace(/\/+$/, '');
      throw new StartError(
        `${environmentName('statusUrl')} is needed for this command: ${descriptionOf('statusUrl')}.`,
      );
    },
    signer: () => signerSettings(take, { ...surroundings, demo: false }),
  };
}
