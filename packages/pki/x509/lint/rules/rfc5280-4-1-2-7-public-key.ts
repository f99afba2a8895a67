import { sameOctets } from '../../../der/octets.ts';
import { judgeKey } from '../../key-strength.ts';
import type { LintRule } from '../rule.ts';

export const publicKey: LintRule = {
  name: 'public-key',
  source: 'RFC 5280 4.1.2.7',
  check: ({ tbs, profile, issuer, selfSigned }) => {
    if (!selfSigned && sameOctets(tbs.publicKey.der, issuer.publicKey.der)) {
      return { expected: 'a key of its own', got: "the issuer's" };
    }
    const purpose = profile === 'client-authentication' || profile === 'tls-server' ? 'client' : 'ca';
    const judgement = judgeKey(tbs.publicKey, { purpose });
    return judgement.strong ? undefined : { expected: 'a strong key', got: judgement.rule };
  },
};
