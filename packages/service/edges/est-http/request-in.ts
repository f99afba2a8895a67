import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { decodeBody } from '@koshin/pki/est/body.ts';
import { maximumRequestBytes } from '@koshin/pki/pkcs10/request.ts';

/** The PKCS#10 request, in DER, that a body carries; refuses `csr-malformed` {offset}, in octets of the body. */
export function requestIn(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array)) {
    throw refused('request-malformed', {}, { expected: 'a body of application/pkcs10', got: 'none' });
  }
  try {
    return decodeBody(body, maximumRequestBytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refused('csr-malformed', { offset: error.offset }, { got: error.message });
  }
}
