import type { Instant } from '../calendar/instant.ts';
import type { RevocationReason } from './revocation.ts';
import type { CertificateRecord } from './status.ts';

/** What a certificate is to the world outside, which knows neither `issued` nor `retired`. */
export type RevocationStanding =
  | {
      readonly revoked: false;
      /** From this instant on it is revoked; null: nothing of the kind is known. */
      readonly until: Instant | null;
    }
  | { readonly revoked: true; readonly at: Instant; readonly reason: RevocationReason };

/**
 * Whether CRL and OCSP tell that a certificate is revoked: by a revocation, or because it is retired, which they call
 * `superseded`. That it has expired they leave to its own notAfter (RFC 5280 3.3).
 */
export function revocationStanding(
  { revocation, retiresAt }: Pick<CertificateRecord, 'revocation' | 'retiresAt'>,
  now: Instant,
): RevocationStanding {
  if (revocation !== null) return { revoked: true, at: revocation.at, reason: revocation.reason };
  if (retiresAt !== null && now >= retiresAt) return { revoked: true, at: retiresAt, reason: 'superseded' };
  return { revoked: false, until: retiresAt };
}
