import type { Certificate } from '../../x509/certificate.ts';
import type { Difference } from '../../x509/lint/rule.ts';
import type { PointOfList } from '../issuing-distribution-point.ts';
import type { ToBeSignedList } from '../to-be-signed-list.ts';

/** What a CRL is meant to be, for who is to sign it. */
export interface ListContext {
  /** The certificate whose key will sign. */
  readonly issuer: Certificate;
  /** Which of the issuer's certificates it is about; null: all. */
  readonly point: PointOfList | null;
}

export interface ListSubject extends ListContext {
  readonly list: ToBeSignedList;
}

/** One demand on a CRL. It answers with the first difference it finds, with nothing when there is none. */
export interface ListRule {
  readonly name: string;
  /** Where the demand is written. */
  readonly source: string;
  readonly check: (subject: ListSubject) => Difference | undefined;
}
