import type { LintRule } from '../rule.ts';

/** What a verifier will demand of the issuer when it meets the certificate (steps k to n). */
export const issuerMaySign: LintRule = {
  name: 'issuer-may-sign',
  source: 'RFC 5280 6.1.4',
  check: ({ issuer, profile, selfSigned }) => {
    if (selfSigned !== (profile === 'root')) {
      return { expected: 'a root signed by itself and nothing else so', got: `${profile}, self-signed: ${selfSigned}` };
    }
    const { basicConstraints, keyUsage } = issuer.extensions;
    if (!basicConstraints?.ca) return { expected: 'an issuer with cA', got: 'none' };
    if (!keyUsage?.includes('keyCertSign')) return { expected: 'an issuer with keyCertSign', got: 'none' };
    const mayIssueIssuers = basicConstraints.pathLength === undefined || basicConstraints.pathLength > 0;
    if (profile !== 'issuing-ca' || mayIssueIssuers) return undefined;
    return { expected: 'an issuer with room in its path length', got: 'path length 0' };
  },
};
