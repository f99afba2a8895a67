import type { ResponseRule } from '../rule.ts';

/** Nothing is revoked in the future: until then it is good. */
export const revocationTime: ResponseRule = {
  name: 'revocation-time',
  source: 'RFC 6960 2.2',
  check: ({ data }) => {
    const early = data.responses.find(({ status, thisUpdate }) => status.kind === 'revoked' && status.at > thisUpdate);
    return early && { expected: 'a revocation before thisUpdate', got: `${early.certId.serialNumber} later` };
  },
};
