import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';

/** A customer's key pair and what can be asked with it. */
export interface CustomerKey {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  /** A request signed anew: ECDSA signs differently each time. Its subject, in DER, is one of its own where none is given. */
  request(subject?: Uint8Array): Uint8Array;
}

export function customerKey(curve: 'P-256' | 'P-384' = 'P-256'): CustomerKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const [hash, algorithm] =
    curve === 'P-256' ? (['sha256', 'ecdsa-with-SHA256'] as const) : (['sha384', 'ecdsa-with-SHA384'] as const);
  return {
    privateKey,
    spki,
    request(subject = encodeName({ commonName: 'request' })) {
      const info = buildCertificationRequestInfo({ subject, publicKey: spki });
      return assembleCertificationRequest(info, algorithm, new Uint8Array(sign(hash, info, privateKey)));
    },
  };
}
