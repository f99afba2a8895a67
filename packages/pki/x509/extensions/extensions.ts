import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import { readAltName } from './alternative-names.ts';
import { readAuthorityInfoAccess } from './authority-information-access.ts';
import type { BasicConstraints } from './basic-constraints.ts';
import { readBasicConstraints } from './basic-constraints.ts';
import type { PolicyRead } from './certificate-policies.ts';
import { readCertificatePolicies } from './certificate-policies.ts';
import { readCrlDistributionPoints } from './crl-distribution-points.ts';
import { readExtKeyUsage } from './extended-key-usage.ts';
import type { Extension } from './extension.ts';
import { readExtension } from './extension.ts';
import type { GeneralName } from './general-name.ts';
import { readAuthorityKeyIdentifier, readSubjectKeyIdentifier } from './key-identifiers.ts';
import type { KeyUsage } from './key-usage.ts';
import { readKeyUsage } from './key-usage.ts';
import { readOcspNoCheck } from './ocsp-no-check.ts';

/** What a certificate's extensions say (RFC 5280 4.2); a field is missing when its extension is. */
export interface Extensions {
  readonly basicConstraints?: BasicConstraints;
  readonly keyUsage?: readonly KeyUsage[];
  /** Object identifiers of the purposes. */
  readonly extKeyUsage?: readonly string[];
  readonly subjectKeyIdentifier?: Uint8Array<ArrayBuffer>;
  readonly authorityKeyIdentifier?: Uint8Array<ArrayBuffer>;
  readonly crlUrls?: readonly string[];
  readonly caIssuersUrls?: readonly string[];
  readonly ocspUrls?: readonly string[];
  readonly subjectAltName?: readonly GeneralName[];
  readonly issuerAltName?: readonly GeneralName[];
  readonly certificatePolicies?: readonly PolicyRead[];
  /** Nobody need ask whether this OCSP responder was revoked (RFC 6960 4.2.2.2.1). */
  readonly ocspNoCheck?: true;
  /** Object identifiers of critical extensions without a field here: who meets one must refuse the certificate (4.2). */
  readonly unknownCritical: readonly string[];
  /** All of them as they stand, in their order. */
  readonly list: readonly Extension[];
}

type Known = Omit<Extensions, 'unknownCritical' | 'list'>;

const readers = new Map<string, (value: DerReader) => Known>([
  [oids.basicConstraints, (value) => ({ basicConstraints: readBasicConstraints(value) })],
  [oids.keyUsage, (value) => ({ keyUsage: readKeyUsage(value) })],
  [oids.extKeyUsage, (value) => ({ extKeyUsage: readExtKeyUsage(value) })],
  [oids.subjectKeyIdentifier, (value) => ({ subjectKeyIdentifier: readSubjectKeyIdentifier(value) })],
  [oids.authorityKeyIdentifier, readAuthority],
  [oids.crlDistributionPoints, (value) => ({ crlUrls: readCrlDistributionPoints(value) })],
  [oids.authorityInfoAccess, readAuthorityInfoAccess],
  [oids.subjectAltName, (value) => ({ subjectAltName: readAltName(value) })],
  [oids.issuerAltName, (value) => ({ issuerAltName: readAltName(value) })],
  [oids.certificatePolicies, (value) => ({ certificatePolicies: readCertificatePolicies(value) })],
  [oids.ocspNoCheck, (value) => ({ ocspNoCheck: readOcspNoCheck(value) })],
]);

function readAuthority(value: DerReader): Known {
  const authorityKeyIdentifier = readAuthorityKeyIdentifier(value);
  return authorityKeyIdentifier === undefined ? {} : { authorityKeyIdentifier };
}

/** Reads SEQUENCE OF Extension. Throws DerError, also when one kind stands there twice (4.2). */
export function readExtensions(reader: DerReader): Extensions {
  const known: Known = {};
  const seen = new Set<string>();
  const unknownCritical: string[] = [];
  const list = reader.sequenceOf('Extensions', (item) =>
    readExtension(item, ({ oid, critical }, value) => {
      if (seen.has(oid)) value.refuse('each extension once', `${oid} twice`);
      seen.add(oid);
      const readKnown = readers.get(oid);
      if (readKnown) Object.assign(known, readKnown(value));
      else {
        if (critical) unknownCritical.push(oid);
        readWellFormed(value, `extension ${oid}`);
      }
    }),
  );
  return { ...known, unknownCritical, list };
}
