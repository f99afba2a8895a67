import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { CrlTimes } from '@koshin/lifecycle/revocation-lists/schedule.ts';
import type { Shard } from '@koshin/lifecycle/revocation-lists/shards.ts';
import type { CertificateRecord, IssuerId } from './records.ts';

/** One of an issuer's CRLs: `shard` counts from 0. */
export interface CrlKey {
  readonly issuerId: IssuerId;
  readonly shard: number;
}

export interface CrlShard extends CrlKey, Shard {
  /** Where its CRL is, as it stands in its certificates: fixed when it is opened. */
  readonly url: string;
}

/** A CRL whose number is given out; it may never come to be signed. */
export interface ReservedCrl extends CrlKey, CrlTimes {
  /** Above every number given out for this key before (RFC 5280 5.2.3). */
  readonly number: number;
  readonly nextUpdate: Instant;
  /** It was about all certificates of the issuer; false: about those of its shard, and it says so (RFC 5280 5.2.5). */
  readonly complete: boolean;
  readonly reservedAt: Instant;
}

export interface PublishedCrl extends ReservedCrl {
  readonly der: Uint8Array;
  /** SHA-256 of `der`, lower-case hex. */
  readonly fingerprint: string;
}

/** What a CRL needs to know of a certificate that was revoked, or is or will be retired. */
export type EndedCertificate = Pick<CertificateRecord, 'serial' | 'revocation' | 'retiresAt' | 'expiryDate'>;
