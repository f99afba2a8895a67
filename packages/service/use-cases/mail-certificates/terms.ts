import { hours, type Instant, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { notBeforeFor } from '@koshin/lifecycle/certificates/term.ts';
import type { Issuer, MailCertificate } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

const life = hours(24 * 180);

/** Readers verify an old mail by their own clock: so every signature is good for at least this long after it was made. */
const renewedBefore = hours(24 * 90);

/** When an operator is told that one ends which nobody here can renew: a public CA takes its time. */
const soonBefore = hours(24 * 30);

type Term = Pick<MailCertificate, 'notBefore' | 'notAfter'>;

/**
 * From an hour ago, for clocks that run behind, for 180 days; never beyond its issuer. By the clock on the wall, as readers
 * have it; but under a demo clock that is far ahead by that clock, in which the mails are dated.
 */
export function mailSignerTerm(clock: Means['clock'], issuer: Issuer): Term {
  const [now, wallClock] = [clock.now(), clock.wallClock()];
  const from = plusSeconds(wallClock, renewedBefore) < now ? now : wallClock;
  const notBefore = notBeforeFor({ wallClock: from, issuerNotBefore: issuer.notBefore });
  return { notBefore, notAfter: instant(Math.min(plusSeconds(notBefore, life), issuer.notAfter)) };
}

/** Whether one with this term will do for a while yet; what ends with its issuer has no successor of that issuer. */
export function lastsOn({ notAfter }: Term, issuer: Pick<Issuer, 'notAfter'>, now: Instant): boolean {
  return notAfter >= issuer.notAfter || plusSeconds(now, renewedBefore) < notAfter;
}

export function isWithin({ notBefore, notAfter }: Term, at: Instant): boolean {
  return notBefore <= at && at < notAfter;
}

export function endsSoon(notAfter: Instant, now: Instant): boolean {
  return notAfter <= plusSeconds(now, soonBefore);
}
