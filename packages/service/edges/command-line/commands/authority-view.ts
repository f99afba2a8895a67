import { dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { formatInstant, type Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { AuthorityFacts } from '../../../use-cases/authorities/list-authorities.ts';

/** A CA as programs get it; instants in ISO 8601, the certificate in PEM. */
export function authorityJson({ issuer, name, subject, state, keyKind }: AuthorityFacts) {
  return {
    id: issuer.id,
    bank: issuer.bankId,
    generation: issuer.generation,
    name,
    subject,
    state,
    keyName: issuer.keyName,
    keyKind,
    issuedBy: issuer.issuedBy,
    notBefore: formatInstant(issuer.notBefore),
    notAfter: formatInstant(issuer.notAfter),
    takesOverAt: issuer.takesOverAt === null ? null : formatInstant(issuer.takesOverAt),
    certificate: encodePem('CERTIFICATE', issuer.certificateDer),
  };
}

export function dayIn(at: Instant, zone: TimeZone): string {
  return dayOf(at, zone);
}
