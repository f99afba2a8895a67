import { oids } from '../../../der/oids.ts';
import type { ResponseRule } from '../rule.ts';

/** Whose certificate does not say so speaks for nobody but himself. */
export const delegation: ResponseRule = {
  name: 'delegation',
  source: 'RFC 6960 4.2.2.2',
  check: ({ responder }) => {
    const { extKeyUsage, ocspNoCheck } = responder.certificate.extensions;
    if (extKeyUsage?.includes(oids.ocspSigning) && ocspNoCheck) return undefined;
    return { expected: 'a responder with OCSPSigning and nocheck', got: extKeyUsage?.join(', ') ?? 'none' };
  },
};
