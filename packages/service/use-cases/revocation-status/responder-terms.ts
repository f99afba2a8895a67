import { hours, type Instant, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { notBeforeFor } from '@koshin/lifecycle/certificates/term.ts';
import type { Issuer, OcspResponder } from '../../ports/register/records.ts';

const life = hours(24 * 60);
/** Long enough for an operator to come back from a holiday and find the issuer's key again. */
const renewedBefore = hours(24 * 20);

/** From an hour ago, for clocks that run behind, for sixty days; never beyond its issuer. */
export function responderTerm(issuer: Issuer, wallClock: Instant): Pick<OcspResponder, 'notBefore' | 'notAfter'> {
  const notBefore = notBeforeFor({ wallClock, issuerNotBefore: issuer.notBefore });
  return { notBefore, notAfter: instant(Math.min(plusSeconds(notBefore, life), issuer.notAfter)) };
}

/** Whether it may speak at this instant; one without certificate may not. */
export function speaks(responder: OcspResponder, wallClock: Instant): boolean {
  return responder.certificateDer !== null && responder.notBefore <= wallClock && wallClock < responder.notAfter;
}

/** Whether a responder with this term will do for a while yet; what ends with its issuer has no successor. */
export function lastsOn(responder: OcspResponder, issuer: Issuer, wallClock: Instant): boolean {
  return responder.notAfter >= issuer.notAfter || plusSeconds(wallClock, renewedBefore) < responder.notAfter;
}
