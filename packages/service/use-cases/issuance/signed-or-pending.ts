import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertificateId, CertificateRecord } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { completeIntent } from './complete-intent.ts';
import type { Intended } from './decide-certificate.ts';

/** The certificate; or, while it cannot be signed, that its intent is recorded and asking again will find it. */
export type Signed =
  | { readonly pending: false; readonly certificate: CertificateRecord }
  | { readonly pending: true; readonly certificateId: CertificateId };

/**
 * Completes an intent for a caller who can be told to come back (RFC 7030 4.2.3): while the signer is away the request
 * is not refused, as nothing of it needs to be done again. Whoever asks with the same key, or the sweep, finishes it.
 */
export async function signedOrPending(means: Means, intended: Intended): Promise<Signed> {
  try {
    return { pending: false, certificate: await completeIntent(means, intended) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'signer-unavailable') {
      return { pending: true, certificateId: intended.certificateId };
    }
    throw error;
  }
}
