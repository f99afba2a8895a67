import { compareOctets } from '../der/octets.ts';
import { constructed, type DerNode } from '../der/writer.ts';

/**
 * The certificates of a SignedData, `[0] IMPLICIT CertificateSet` (RFC 5652 5.1), DER each: in the order of X.690 11.6
 * whatever order they come in, and one that comes twice stands there once.
 */
export function certificateSet(certificates: readonly Uint8Array[]): DerNode {
  const sorted = [...certificates].sort(compareOctets);
  return constructed(0, ...sorted.filter((one, i) => i === 0 || compareOctets(sorted[i - 1] ?? one, one) !== 0));
}
