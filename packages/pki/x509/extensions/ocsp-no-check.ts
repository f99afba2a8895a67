import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { nullValue } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1). */
export function encodeOcspNoCheck(): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.ocspNoCheck, critical: false, value: nullValue });
}

export function readOcspNoCheck(reader: DerReader): true {
  reader.null('id-pkix-ocsp-nocheck');
  return true;
}
