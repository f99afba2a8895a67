import type { HelperFacts, HelperRefusalCode, HelperRefused } from '@koshin/wire/helper/values.ts';
import type { Outcome } from './questions.ts';

export function refused(code: HelperRefusalCode, facts: HelperFacts = {}): HelperRefused {
  return { answer: 'refused', code, facts };
}

/** `at` in milliseconds since 1970. */
export function rateLimited(at: number): HelperRefused {
  return refused('rate-limited', { retryAt: new Date(at).toISOString() });
}

/** What it means to the page that the answer was not はい. */
export function declined(came: Outcome['came']): HelperRefused {
  return refused(came === 'time' ? 'consent-timeout' : 'consent-declined');
}
