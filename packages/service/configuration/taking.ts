import { resolve } from 'node:path';
import { type GivenSettings, wrongValue } from './given-settings.ts';
import { defaultOf, descriptionOf, environmentName, type SettingName } from './settings.ts';
import { StartError } from './start-error.ts';

/** Takes values whose form has been checked, and names the settings that are missing or out of place. */
export class Taking {
  readonly #given: GivenSettings;

  constructor(given: GivenSettings) {
    this.#given = given;
  }

  #value(setting: SettingName): unknown {
    return this.#given.get(setting)?.value ?? defaultOf(setting);
  }

  has(setting: SettingName): boolean {
    return this.#value(setting) !== undefined;
  }

  text(setting: SettingName): string | null {
    const value = this.#value(setting);
    return typeof value === 'string' ? value : null;
  }

  /** Absolute; what is given may be relative to the working folder. */
  path(setting: SettingName, workingFolder: string): string | null {
    const text = this.text(setting);
    return text === null ? null : resolve(workingFolder, text);
  }

  number(setting: SettingName): number {
    return Number(this.#value(setting));
  }

  object(setting: SettingName): object {
    return Object(this.#value(setting) ?? {});
  }

  needed(setting: SettingName): string {
    return this.text(setting) ?? this.missing(setting);
  }

  missing(setting: SettingName, when = 'without --demo'): never {
    throw new StartError(`${environmentName(setting)} is needed ${when}: ${descriptionOf(setting)}.`);
  }

  refuse(settings: readonly SettingName[], reason: string): void {
    for (const setting of settings) {
      const one = this.#given.get(setting);
      if (one) throw new StartError(`${reason}; ${one.calledHere} must not be set.`);
    }
  }

  called(setting: SettingName): string {
    return this.#given.get(setting)?.calledHere ?? environmentName(setting);
  }

  wrong(setting: SettingName, reason?: string): StartError {
    return wrongValue(setting, { value: this.#value(setting), calledHere: this.called(setting) }, reason);
  }
}
