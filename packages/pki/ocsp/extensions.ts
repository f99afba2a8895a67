import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { contextConstructed } from '../der/tags.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { readExtension } from '../x509/extensions/extension.ts';
import { readNonce } from './nonce.ts';

/** What Extensions of OCSP (RFC 6960 4.4) say that means something to us. */
interface OcspExtensions {
  readonly nonce?: Uint8Array<ArrayBuffer>;
}

/**
 * Reads `[tag] EXPLICIT Extensions OPTIONAL`. A critical one without a meaning here is refused, others are read over
 * (RFC 6960 4.4); so is one that stands there twice. Throws DerError.
 */
export function readOcspExtensions(reader: DerReader, what: string, tag: number): OcspExtensions {
  if (!reader.nextIs(contextConstructed(tag))) return {};
  let known: OcspExtensions = {};
  const seen = new Set<string>();
  reader.constructed(what, contextConstructed(tag), (explicit) =>
    explicit.sequenceOf(what, (item) =>
      readExtension(item, ({ oid, critical }, value) => {
        if (seen.has(oid)) value.refuse('each extension once', `${oid} twice`);
        seen.add(oid);
        if (oid === oids.ocspNonce) known = { nonce: readNonce(value) };
        else if (critical) value.refuse('no critical extension that is unknown here', oid);
        else readWellFormed(value, `extension ${oid}`);
      }),
    ),
  );
  return known;
}
