import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key whose public half stands in DNS under `<selector>._domainkey.<domain>` (RFC 6376 3.6.2). */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  readonly key: KeyObject;
}

/**
 * @param pem PKCS#8 or PKCS#1, not encrypted
 * Throws RangeError for what is no key, and for one that is not RSA of 2,048 bits or more (RFC 8301 3.2) or Ed25519
 * (RFC 8463).
 */
export function dkimKey({ domain, selector, pem }: Omit<DkimKey, 'key'> & { readonly pem: string }): DkimKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new RangeError(`the DKIM key of ${selector}._domainkey.${domain} is no unencrypted private key in PEM`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const fits = key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'rsa' && bits >= 2048);
  if (!fits) {
    const kind = `${key.asymmetricKeyType}${bits ? ` of ${bits} bits` : ''}`;
    throw new RangeError(`a DKIM key is RSA of 2,048 bits or more, or Ed25519, got ${kind}`);
  }
  return { domain, selector, key };
}

/** The TXT record that makes signatures of the key verifiable (RFC 6376 3.6.1, RFC 8463 4). */
export function dkimRecord({ key }: Pick<DkimKey, 'key'>): string {
  const publicKey = createPublicKey(key);
  if (key.asymmetricKeyType !== 'ed25519') {
    return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  }
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return `v=DKIM1; k=ed25519; p=${raw.toString('base64')}`;
}
