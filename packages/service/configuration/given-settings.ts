import { readFileSync } from 'node:fs';
import { nearestName } from '@koshin/lifecycle/policies/nearest-name.ts';
import { Value } from 'typebox/value';
import {
  configFileVariable,
  descriptionOf,
  environmentName,
  isSettingName,
  type SettingName,
  Settings,
  settingNames,
  typeOf,
} from './settings.ts';
import { StartError } from './start-error.ts';

/** A value as it came, and what to call it when it is wrong. */
export interface Given {
  readonly value: unknown;
  readonly calledHere: string;
}
export type GivenSettings = ReadonlyMap<SettingName, Given>;

/** Settings that may hold a secret: their value is never repeated. */
const secret: ReadonlySet<SettingName> = new Set(['databaseUrl', 'keyPassphrase']);

/** The settings of the file, as far as there is one. Throws StartError for a file that is no JSON object, and for unknown names. */
export function settingsInFile(path: string): GivenSettings {
  const given = new Map<SettingName, Given>();
  for (const [name, value] of Object.entries(readJsonObject(path))) {
    if (!isSettingName(name)) throw unknownName(name, settingNames, `in ${path}`);
    given.set(name, { value, calledHere: `${name} in ${path}` });
  }
  return given;
}

/** The settings of the environment; an empty variable says nothing. Throws StartError for unknown KOSHIN_* names. */
export function settingsInEnvironment(env: Readonly<Record<string, string | undefined>>): GivenSettings {
  const settingOf = new Map(settingNames.map((setting) => [environmentName(setting), setting]));
  const given = new Map<SettingName, Given>();
  for (const [variable, text] of Object.entries(env)) {
    const setting = settingOf.get(variable);
    if (setting === undefined) {
      if (!variable.startsWith('KOSHIN_') || variable === configFileVariable) continue;
      throw unknownName(variable, [...settingOf.keys(), configFileVariable], 'in the environment');
    }
    if (text) given.set(setting, { value: readText(setting, text), calledHere: variable });
  }
  return given;
}

/** Throws StartError when the value has not the form of its setting. */
export function checkForm(setting: SettingName, { value, calledHere }: Given): void {
  const schema = Settings.properties[setting];
  if (!Value.Check(schema, value)) throw wrongValue(setting, { value, calledHere });
}

export function wrongValue(setting: SettingName, { value, calledHere }: Given, reason?: string): StartError {
  const got = secret.has(setting) ? '' : `, but is ${JSON.stringify(value)}`;
  return new StartError(`${calledHere} must be ${descriptionOf(setting)}${got}${reason ? ` (${reason})` : ''}.`);
}

function unknownName(name: string, names: readonly string[], where: string): StartError {
  const nearest = nearestName(name, names);
  const advice = nearest === undefined ? 'koshin --help names them all' : `did you mean ${nearest}?`;
  return new StartError(`${name} ${where} is no setting: ${advice}`);
}

/** The environment has only texts: numbers and JSON are read where the schema asks for them, the rest stays a text. */
function readText(setting: SettingName, text: string): unknown {
  const type = typeOf(setting);
  if (type === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  return type === 'object' ? parseJson(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readJsonObject(path: string): object {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartError(`The configuration file ${path} cannot be read${reason}.`);
  }
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new StartError(`The configuration file ${path} must hold one JSON object.`);
  }
  return value;
}
