import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { contextConstructed, contextPrimitive } from '../../der/tags.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import { octetString, primitive, sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** RFC 5280 4.2.1.2. */
export function encodeSubjectKeyIdentifier(keyIdentifier: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.subjectKeyIdentifier, critical: false, value: octetString(keyIdentifier) });
}

export function readSubjectKeyIdentifier(reader: DerReader): Uint8Array<ArrayBuffer> {
  return readIdentifier(reader.octetString('subjectKeyIdentifier'), reader);
}

/** RFC 5280 4.2.1.1, by key identifier only: the issuer's name and serial would tie it to one of its certificates. */
export function encodeAuthorityKeyIdentifier(keyIdentifier: Uint8Array): Uint8Array<ArrayBuffer> {
  const value = sequence(primitive(0, keyIdentifier));
  return encodeExtension({ oid: oids.authorityKeyIdentifier, critical: false, value });
}

/** The key identifier; `undefined` when the extension names the issuer in another way. */
export function readAuthorityKeyIdentifier(reader: DerReader): Uint8Array<ArrayBuffer> | undefined {
  return reader.sequence('AuthorityKeyIdentifier', (content) => {
    const identifier = content.nextIs(contextPrimitive(0))
      ? readIdentifier(content.content('keyIdentifier', contextPrimitive(0)), content)
      : undefined;
    const names = content.nextIs(contextConstructed(1));
    if (names) readWellFormed(content, 'authorityCertIssuer');
    if (names) content.content('authorityCertSerialNumber', contextPrimitive(2));
    return identifier;
  });
}

function readIdentifier(octets: Uint8Array<ArrayBuffer>, reader: DerReader): Uint8Array<ArrayBuffer> {
  if (octets.length === 0 || octets.length > 64)
    reader.refuse('a key identifier of 1 to 64 octets', `${octets.length}`);
  return octets;
}
