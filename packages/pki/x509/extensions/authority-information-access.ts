import { encodeOid, oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';
import { encodeUri, readGeneralName } from './general-name.ts';

export interface AuthorityInfoAccess {
  /** Where the issuer's certificate can be had. */
  readonly caIssuersUrls: readonly string[];
  /** Where its OCSP responder answers. */
  readonly ocspUrls: readonly string[];
}

/** RFC 5280 4.2.2.1. */
export function encodeAuthorityInfoAccess(urls: { caIssuersUrl: string; ocspUrl: string }): Uint8Array<ArrayBuffer> {
  const value = sequence(
    sequence(encodeOid(oids.accessOcsp), encodeUri(urls.ocspUrl)),
    sequence(encodeOid(oids.accessCaIssuers), encodeUri(urls.caIssuersUrl)),
  );
  return encodeExtension({ oid: oids.authorityInfoAccess, critical: false, value });
}

export function readAuthorityInfoAccess(reader: DerReader): AuthorityInfoAccess {
  const descriptions = reader.sequenceOf('AuthorityInfoAccess', (list) =>
    list.sequence('AccessDescription', (item) => ({ method: item.oid('accessMethod'), name: readGeneralName(item) })),
  );
  const urlsOf = (wanted: string) =>
    descriptions.flatMap(({ method, name }) => (method === wanted && name.kind === 'uri' ? [name.text] : []));
  return { caIssuersUrls: urlsOf(oids.accessCaIssuers), ocspUrls: urlsOf(oids.accessOcsp) };
}
