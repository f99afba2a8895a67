import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import type { DerNode } from '../../der/writer.ts';
import { sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';
import type { GeneralName } from './general-name.ts';
import { encodeDnsName, encodeEmailAddress, readGeneralName } from './general-name.ts';

/** RFC 5280 4.2.1.6, host names only. */
export function encodeSubjectAltName(dnsNames: readonly string[]): Uint8Array<ArrayBuffer> {
  return subjectAltNameOf(dnsNames.map(encodeDnsName));
}

/** RFC 5280 4.2.1.6, one rfc822Name: an addr-spec in ASCII. */
export function encodeSubjectAltNameOfAddress(address: string): Uint8Array<ArrayBuffer> {
  return subjectAltNameOf([encodeEmailAddress(address)]);
}

function subjectAltNameOf(names: readonly DerNode[]): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.subjectAltName, critical: false, value: sequence(...names) });
}

/** SubjectAltName or IssuerAltName (4.2.1.6, 4.2.1.7). */
export function readAltName(reader: DerReader): GeneralName[] {
  return reader.sequenceOf('GeneralNames', readGeneralName);
}
