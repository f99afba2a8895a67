import { encodeOid, oids } from '../der/oids.ts';
import { constructed, encode, sequence, setOf, smallInteger } from '../der/writer.ts';
import { certificateSet } from './certificate-set.ts';

const version1 = encode(smallInteger(1));
const nothing = encode(setOf());
const noContent = encode(sequence(encodeOid(oids.data)));

/**
 * The degenerate SignedData that only carries certificates (RFC 5652 5.1, RFC 5272 4.1 “certs-only”): no content, no
 * signers. In DER: the certificates stand in the order of X.690 11.6 whatever order they come in, and one that comes
 * twice stands there once, so the same certificates always give the same octets.
 *
 * @param certificates Certificate (RFC 5280 4.1) in DER each; throws RangeError for none
 */
export function encodeCertsOnly(certificates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  if (certificates.length === 0) throw new RangeError('a message of certificates without a certificate');
  const signedData = sequence(version1, nothing, noContent, certificateSet(certificates), nothing);
  return encode(sequence(encodeOid(oids.signedData), constructed(0, signedData)));
}
