import { unlessSame } from '../../../x509/lint/rule.ts';
import { keyKindOf } from '../../../x509/signature-algorithms.ts';
import type { ResponseRule } from '../rule.ts';

export const signatureAlgorithm: ResponseRule = {
  name: 'signature-algorithm',
  source: 'RFC 6960 4.3',
  check: ({ responder }) => {
    const kind = responder.certificate.publicKey.kind === 'RSA' ? 'RSA' : 'EC';
    return unlessSame(kind, keyKindOf(responder.signatureAlgorithm));
  },
};
