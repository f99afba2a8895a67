import { type Instant, parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Given } from '../framework/given.ts';

/** The instant that an option names; null where it was not given. Throws StartError (usage) for other words. */
export function instantOf(given: Given, name: string): Instant | null {
  const text = given.text(name);
  if (text === null) return null;
  try {
    return parseInstant(text);
  } catch {
    throw given.wrong(`--${name} takes an instant like 2026-04-01T00:00:00+09:00, not ${text}`);
  }
}
