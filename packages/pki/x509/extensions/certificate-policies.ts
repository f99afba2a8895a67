import { encodeOid, oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import { sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** RFC 5280 4.2.1.4: one policy, an object identifier, without qualifiers. */
export function encodeCertificatePolicies(policy: string): Uint8Array<ArrayBuffer> {
  const value = sequence(sequence(encodeOid(policy)));
  return encodeExtension({ oid: oids.certificatePolicies, critical: false, value });
}

/** The policies' identifiers, each once (4.2.1.4); qualifiers are read over. */
export function readCertificatePolicies(reader: DerReader): string[] {
  const policies = reader.sequenceOf('certificatePolicies', (list) =>
    list.sequence('PolicyInformation', (item) => {
      const policy = item.oid('policyIdentifier');
      if (!item.atEnd) item.sequenceOf('policyQualifiers', (qualifier) => readWellFormed(qualifier, 'policyQualifier'));
      return policy;
    }),
  );
  if (new Set(policies).size < policies.length) reader.refuse('each policy once', 'one twice');
  return policies;
}
