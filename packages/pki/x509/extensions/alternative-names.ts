import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';
import type { GeneralName } from './general-name.ts';
import { encodeDnsName, readGeneralName } from './general-name.ts';

/** RFC 5280 4.2.1.6, host names only. */
export function encodeSubjectAltName(dnsNames: readonly string[]): Uint8Array<ArrayBuffer> {
  const value = sequence(...dnsNames.map(encodeDnsName));
  return encodeExtension({ oid: oids.subjectAltName, critical: false, value });
}

/** SubjectAltName or IssuerAltName (4.2.1.6, 4.2.1.7). */
export function readAltName(reader: DerReader): GeneralName[] {
  return reader.sequenceOf('GeneralNames', readGeneralName);
}
