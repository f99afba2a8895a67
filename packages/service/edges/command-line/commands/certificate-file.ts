import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePemList } from '@koshin/pki/pem/pem.ts';

/** The certificates of a PEM file in DER, in its order. Refuses `issuer-import-refused` {rule: certificate-malformed}. */
export function certificatesIn(text: string): readonly Uint8Array[] {
  try {
    return parsePemList(text, 'CERTIFICATE');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got } = error;
    throw refused('issuer-import-refused', { rule: 'certificate-malformed' }, { expected, got });
  }
}
