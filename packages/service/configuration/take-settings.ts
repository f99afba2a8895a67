import { resolve } from 'node:path';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { checkForm, type GivenSettings, settingsInEnvironment, settingsInFile } from './given-settings.ts';
import { configFileVariable } from './settings.ts';
import { Taking } from './taking.ts';

export interface Surroundings {
  readonly demo: boolean;
  /** From `--config`; it goes before KOSHIN_CONFIG. */
  readonly configFile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are relative to it. */
  readonly workingFolder: string;
  /** Real time. */
  readonly now: Instant;
}

/** What file and environment say, the environment over the file, each of the right form. Throws StartError. */
export function takeSettings({ configFile, env, workingFolder }: Omit<Surroundings, 'demo' | 'now'>): Taking {
  // 1. Gather what is given, the environment over the file.
  const path = configFile ?? (env[configFileVariable] || null);
  const inFile: GivenSettings = path === null ? new Map() : settingsInFile(resolve(workingFolder, path));
  const given: GivenSettings = new Map([...inFile, ...settingsInEnvironment(env)]);

  // 2. Check the form of each by the schema.
  for (const [setting, one] of given) checkForm(setting, one);
  return new Taking(given);
}
