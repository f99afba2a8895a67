import { unlessSame } from '../../../x509/lint/rule.ts';
import type { IssuingDistributionPoint } from '../../issuing-distribution-point.ts';
import type { ListRule } from '../rule.ts';

function inWords(point: IssuingDistributionPoint | null): string {
  if (point === null) return 'none';
  return `${point.urls.join(' ')}, ${point.onlyContainsUserCerts ? 'only user certificates' : 'all certificates'}`;
}

/** Readers compare its URL with the certificate's distribution point, octet for octet (6.3.3 b 2 i). */
export const issuingDistributionPoint: ListRule = {
  name: 'issuing-distribution-point',
  source: 'RFC 5280 5.2.5',
  check: ({ list, point }) => {
    const got = list.extensions.issuingDistributionPoint;
    const expected = point && { ...point, urls: [point.url] };
    return unlessSame(inWords(expected), inWords(got ?? null));
  },
};
