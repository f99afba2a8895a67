import { oids } from '@koshin/pki/der/oids.ts';
import { type DerReader, readDer } from '@koshin/pki/der/reader.ts';
import { contextConstructed } from '@koshin/pki/der/tags.ts';

/**
 * The certificates in a message that carries nothing else, in their order, read by its grammar (RFC 5652 5.1). Throws for
 * whatever has a content, a digest algorithm or a signer.
 */
export function certificatesIn(message: Uint8Array): Uint8Array[] {
  return readDer(message, 1_000_000, (reader) =>
    reader.sequence('ContentInfo', (info) => {
      mustBe(oids.signedData, info.oid('contentType'));
      return info.constructed('content', contextConstructed(0), (content) =>
        content.sequence('SignedData', readSignedData),
      );
    }),
  );
}

function readSignedData(signed: DerReader): Uint8Array[] {
  mustBe(1, signed.smallInteger('version', 9));
  mustBe(0, signed.setOf('digestAlgorithms', (one) => one.element('one'), { empty: true }).length);
  signed.sequence('encapContentInfo', (content) => mustBe(oids.data, content.oid('eContentType')));
  const tag = contextConstructed(0);
  const certificates = signed.setOf('certificates', (one) => one.element('Certificate'), { tag });
  mustBe(0, signed.setOf('signerInfos', (one) => one.element('one'), { empty: true }).length);
  return certificates;
}

function mustBe<T>(expected: T, got: T): void {
  if (got !== expected) throw new Error(`expected ${expected}, got ${got}`);
}
