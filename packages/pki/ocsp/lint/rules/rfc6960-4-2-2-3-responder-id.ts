import { sameOctets, toHex } from '../../../der/octets.ts';
import type { ResponseRule } from '../rule.ts';

export const responderId: ResponseRule = {
  name: 'responder-id',
  source: 'RFC 6960 4.2.2.3',
  check: ({ data, responder }) => {
    if (sameOctets(data.responderKeyHash, responder.keyHash)) return undefined;
    return { expected: `the responder's key ${toHex(responder.keyHash)}`, got: toHex(data.responderKeyHash) };
  },
};
