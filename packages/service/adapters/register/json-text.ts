import type { Localized } from '../../ports/register/records.ts';

/** Facts of a presentation and subjects of audit events. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export function localizedFrom(text: string): Localized {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || typeof value.ja !== 'string' || typeof value.en !== 'string') throw unreadable(text);
  return { ja: value.ja, en: value.en };
}

export function factsFrom(text: string): Facts {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || !isFacts(value)) throw unreadable(text);
  return value;
}

export function textsFrom(text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) throw unreadable(text);
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFacts(value: Readonly<Record<string, unknown>>): value is Facts {
  return Object.values(value).every((fact) => fact === null || ['string', 'number', 'boolean'].includes(typeof fact));
}

function unreadable(text: string): Error {
  return new Error(`the register holds a structure of another form: ${text.slice(0, 80)}`);
}
