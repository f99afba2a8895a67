import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { customer } from './certificates.ts';
import type { TestKey } from './keys.ts';
import { sign } from './node-mathematics.ts';

/** A certification request in DER, as the page makes it, with the customer's name. */
export function makeRequest(key: TestKey): Uint8Array<ArrayBuffer> {
  const info = buildCertificationRequestInfo({ subject: encodeName(customer), publicKey: key.spki });
  return assembleCertificationRequest(info, key.algorithm, sign(key.algorithm, key.privateKey, info));
}
