import { isOfIssuer } from '../../cert-id.ts';
import type { ResponseRule } from '../rule.ts';

/** A delegated responder speaks for the issuer of its own certificate alone. */
export const ownIssuer: ResponseRule = {
  name: 'own-issuer',
  source: 'RFC 6960 4.2.2.2',
  check: ({ data, responder }) => {
    const foreign = data.responses.find(({ certId }) => !isOfIssuer(certId, responder.issuerHashes));
    return foreign && { expected: "certificates of the responder's issuer", got: foreign.certId.serialNumber };
  },
};
