import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { logTexts } from '@koshin/wire/problems/log-texts.ts';
import { statuses } from '@koshin/wire/problems/statuses.ts';
import type { Manner } from '../portal-http/problems.ts';

/** Wrong credentials are asked for again, as HTTP has it (RFC 9110 15.5.2); a browser's page would say 403. */
const unauthorized: ReadonlySet<RefusalCode> = new Set([
  'certificate-not-presented',
  'acquisition-mismatch',
  'password-mismatch',
]);

/** What cannot be done now is asked for again after so many seconds; sooner would help nobody. */
export const retrySeconds = 10;

/** How EST answers where it differs from the portal: 401 comes with its challenge, 503 with a time to come back. */
export const estManner: Manner = {
  status: (code) => (unauthorized.has(code) ? 401 : statuses[code]),
  headers(code) {
    if (unauthorized.has(code)) return { 'www-authenticate': 'Basic realm="Koshin EST", charset="UTF-8"' };
    return statuses[code] === 503 ? { 'retry-after': String(retrySeconds) } : {};
  },
  detail: (code) => logTexts[code],
};

/** Which refusals are a wrong guess of somebody who gave a code or a password. */
export function isWrongGuess(code: RefusalCode): boolean {
  return code === 'acquisition-mismatch' || code === 'acquisition-locked' || code === 'password-mismatch';
}
