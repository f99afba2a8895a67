import type { ListRule } from '../rule.ts';

/** What a reader will demand of the issuer when it meets the CRL (step f). */
export const issuerMaySign: ListRule = {
  name: 'issuer-may-sign',
  source: 'RFC 5280 6.3.3',
  check: ({ issuer }) => {
    if (issuer.extensions.keyUsage?.includes('cRLSign')) return undefined;
    return { expected: 'an issuer with cRLSign', got: 'none' };
  },
};
