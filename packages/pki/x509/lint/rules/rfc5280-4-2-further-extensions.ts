import type { LintRule } from '../rule.ts';
import { isOfProfile } from './rfc5280-4-2-extension-set.ts';

/**
 * What no bank may put in by itself, each with everything below it: extensions of RFC 5280 and its kin, which have rules
 * of their own or are not for customers, and those by which some software takes a certificate for another's.
 */
const reserved: readonly string[] = [
  '2.5.29',
  '1.3.6.1.5.5.7.1.1', // authority information access
  '1.3.6.1.5.5.7.1.14', // a proxy's certificate (RFC 3820)
  '1.3.6.1.5.5.7.1.24', // TLS feature (RFC 7633)
  '1.3.6.1.5.5.7.48.1', // OCSP
  '2.16.840.1.113730.1', // Netscape's purposes
  '1.3.6.1.4.1.11129.2.4', // Certificate Transparency
  '1.3.6.1.4.1.311.21.10', // Microsoft: purposes, policy mappings and constraints
  '1.3.6.1.4.1.311.21.11',
  '1.3.6.1.4.1.311.21.12',
  '1.3.6.1.4.1.311.25.2', // Microsoft: whose account it is
];

const most = 8;
const mostOctets = 2_048;

/** RFC 5280 leaves extensions of one's own open; here they are few, small and never critical. */
export const furtherExtensions: LintRule = {
  name: 'further-extensions',
  source: 'RFC 5280 4.2',
  check: ({ tbs, profile }) => {
    if (profile !== 'client-authentication') return undefined;
    const further = tbs.extensions.list.filter(({ oid }) => !isOfProfile(profile, oid));
    const forbidden = further.find(({ oid }) => reserved.some((arc) => `${oid}.`.startsWith(`${arc}.`)));
    if (forbidden) return { expected: 'no extension that customers never have', got: forbidden.oid };
    const critical = further.find((extension) => extension.critical);
    if (critical) return { expected: 'further extensions not critical', got: `${critical.oid} critical` };
    const octets = further.reduce((sum, { value }) => sum + value.length, 0);
    if (further.length <= most && octets <= mostOctets) return undefined;
    return {
      expected: `at most ${most} further extensions of ${mostOctets} octets together`,
      got: `${further.length} of ${octets}`,
    };
  },
};
