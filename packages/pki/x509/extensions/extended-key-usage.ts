import { encodeOid, oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** RFC 5280 4.2.1.12; `purposes` are object identifiers. */
export function encodeExtKeyUsage(purposes: readonly string[]): Uint8Array<ArrayBuffer> {
  const value = sequence(...purposes.map(encodeOid));
  return encodeExtension({ oid: oids.extKeyUsage, critical: false, value });
}

export function readExtKeyUsage(reader: DerReader): string[] {
  return reader.sequenceOf('ExtKeyUsageSyntax', (item) => item.oid('KeyPurposeId'));
}
