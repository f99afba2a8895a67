import type { LintRule, ProfileName } from '../rule.ts';
import { unlessSame } from '../rule.ts';

const usages: Readonly<Record<ProfileName, { readonly EC: string; readonly RSA: string }>> = {
  root: sameForBoth('keyCertSign, cRLSign'),
  'issuing-ca': sameForBoth('keyCertSign, cRLSign'),
  'client-authentication': sameForBoth('digitalSignature'),
  'tls-server': { EC: 'digitalSignature', RSA: 'digitalSignature, keyEncipherment' },
  'ocsp-responder': sameForBoth('digitalSignature'),
  // RFC 8550 4.4.2: one of the two is enough, and nonRepudiation promises what a bank's own CA policy would have to say.
  'mail-signer': sameForBoth('digitalSignature'),
};

function sameForBoth(usages: string) {
  return { EC: usages, RSA: usages };
}

export const keyUsage: LintRule = {
  name: 'key-usage',
  source: 'RFC 5280 4.2.1.3',
  check: ({ tbs, profile }) => {
    const expected = usages[profile][tbs.publicKey.kind === 'RSA' ? 'RSA' : 'EC'];
    return unlessSame(expected, tbs.extensions.keyUsage?.join(', ') ?? 'none');
  },
};
