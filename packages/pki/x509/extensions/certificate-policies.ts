import { encodeOid, oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { tags } from '../../der/tags.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import type { DerNode } from '../../der/writer.ts';
import { element, ia5Content, sequence, utf8String } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** A CPS pointer, or a user notice of an explicit text alone in UTF-8 (RFC 5280 4.2.1.4). */
export type PolicyQualifier =
  | { readonly kind: 'cps'; readonly uri: string }
  | { readonly kind: 'notice'; readonly explicitText: string };

/** A policy by its object identifier, with its qualifiers in their order. */
export interface PolicyInformation<Qualifier = PolicyQualifier> {
  readonly oid: string;
  readonly qualifiers: readonly Qualifier[];
}

/** As it is read: of qualifiers in other forms, which others write, only that they are there. */
export type PolicyRead = PolicyInformation<PolicyQualifier | { readonly kind: 'other' }>;

/**
 * RFC 5280 4.2.1.4, at least one policy. Throws RangeError for a URI outside ASCII and a text with half a surrogate pair.
 */
export function encodeCertificatePolicies(policies: readonly PolicyInformation[]): Uint8Array<ArrayBuffer> {
  const value = sequence(...policies.map(encodePolicy));
  return encodeExtension({ oid: oids.certificatePolicies, critical: false, value });
}

function encodePolicy({ oid, qualifiers }: PolicyInformation): DerNode {
  const list = qualifiers.length === 0 ? [] : [sequence(...qualifiers.map(encodeQualifier))];
  return sequence(encodeOid(oid), ...list);
}

function encodeQualifier(qualifier: PolicyQualifier): DerNode {
  return qualifier.kind === 'cps'
    ? sequence(encodeOid(oids.cpsPointer), element(tags.ia5String, ia5Content(qualifier.uri)))
    : sequence(encodeOid(oids.userNotice), sequence(utf8String(qualifier.explicitText)));
}

/** The policies, each once (4.2.1.4). */
export function readCertificatePolicies(reader: DerReader): PolicyRead[] {
  const policies = reader.sequenceOf('certificatePolicies', (list) =>
    list.sequence('PolicyInformation', (item) => {
      const oid = item.oid('policyIdentifier');
      return { oid, qualifiers: item.atEnd ? [] : item.sequenceOf('policyQualifiers', readQualifier) };
    }),
  );
  if (new Set(policies.map(({ oid }) => oid)).size < policies.length) reader.refuse('each policy once', 'one twice');
  return policies;
}

function readQualifier(list: DerReader): PolicyRead['qualifiers'][number] {
  return list.sequence('PolicyQualifierInfo', (item) => {
    const oid = item.oid('policyQualifierId');
    if (oid === oids.cpsPointer && item.nextIs(tags.ia5String)) return { kind: 'cps', uri: item.text('cPSuri').text };
    if (oid === oids.userNotice && item.nextIs(tags.sequence)) return item.sequence('UserNotice', readNotice);
    readWellFormed(item, 'qualifier');
    return { kind: 'other' };
  });
}

function readNotice(notice: DerReader): PolicyRead['qualifiers'][number] {
  if (notice.nextIs(tags.utf8String)) return { kind: 'notice', explicitText: notice.text('explicitText').text };
  while (!notice.atEnd) readWellFormed(notice, 'UserNotice');
  return { kind: 'other' };
}
