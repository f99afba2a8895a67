/**
 * What a key in a store signs besides requests. The words in front keep such a signature from ever being one of a
 * certification request, of TLS or of anything else: no page gets arbitrary octets signed.
 */
function prefixed(words: string, octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const front = new TextEncoder().encode(`${words}\0`);
  const whole = new Uint8Array(front.length + octets.length);
  whole.set(front);
  whole.set(octets, front.length);
  return whole;
}

/** Signed by the key of an installed certificate: it is usable through the store. It proves nothing to the service. */
export function installedProofBytes(nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  return prefixed('koshin helper installed v1', nonce);
}

/** Signed by the device key of a token: this very token is plugged in while this renewal is made. */
export function deviceProofBytes(challenge: Uint8Array): Uint8Array<ArrayBuffer> {
  return prefixed('koshin token present v1', challenge);
}
