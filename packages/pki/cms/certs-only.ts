import { encodeOid, oids } from '../der/oids.ts';
import { type DerReader, readDer } from '../der/reader.ts';
import { contextConstructed } from '../der/tags.ts';
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

/** A chain of eight of the longest certificates that we read. */
const maximumMessageBytes = 131_072;

/**
 * The certificates in such a message, each in DER, in their order; that they are certificates is for who reads them.
 * Throws DerError for a message of another kind: with a content, a digest algorithm, CRLs or a signer.
 */
export function parseCertsOnly(message: Uint8Array): Uint8Array<ArrayBuffer>[] {
  return readDer(message, maximumMessageBytes, (reader) =>
    reader.sequence('ContentInfo', (info) => {
      mustBe(info, oids.signedData, info.oid('contentType'));
      return info.constructed('content', contextConstructed(0), (content) =>
        content.sequence('SignedData', readCertificates),
      );
    }),
  );
}

function readCertificates(signed: DerReader): Uint8Array<ArrayBuffer>[] {
  signed.smallInteger('version', 1);
  signed.setOf('digestAlgorithms', (one) => one.refuse('no digest algorithm', 'one'), { empty: true });
  signed.sequence('encapContentInfo', (content) => mustBe(content, oids.data, content.oid('eContentType')));
  const tag = contextConstructed(0);
  const certificates = signed.setOf('certificates', (one) => one.element('Certificate'), { tag });
  signed.setOf('signerInfos', (one) => one.refuse('no signer', 'one'), { empty: true });
  return certificates;
}

function mustBe(reader: DerReader, expected: string, got: string): void {
  if (got !== expected) reader.refuse(expected, got);
}
