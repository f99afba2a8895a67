import { formatInstant, type Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import type { CertificateFacts } from '../../../use-cases/describe-certificate.ts';

export const instantText = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));

export function certificateView(facts: CertificateFacts): CertificateView {
  return {
    ...facts,
    validFrom: formatInstant(facts.validFrom),
    storage: facts.storage && { kind: facts.storage.kind, reportedAt: formatInstant(facts.storage.reportedAt) },
  };
}
