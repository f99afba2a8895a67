import { createHash } from 'node:crypto';

/**
 * SubjectPublicKeyInfo (DER, base64) of the key that names our extension. The private key was not kept: only a store
 * that publishes signed packages would need one, and then it is the bank's own (`docs/the-helper.md`).
 */
export const ownExtensionKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAriuLs568eNNERYYEWTFZGtSaIb0V7N9pjvGhjY0TwSJSjkw0Ony1hfxTRQecsXOR7zR6VD1GgtQTo0OWAIhFcCo5gyhLM1zxsNjPO2OuWRMceYue36PWuGeISagIcWE2Vjlv1nGDdf5ZOlAlMMkJJNoLbXACXdEMeI70ZvsxFM6z2+NKuVosCjTIwqEMXEtEu5LhdW0w3ylv97doerUNLbvzYIf3p2NtssoQVSN15str6uoVlZXG/2OWfUqIywIqCYYFKrmP9Rf+opTaOu3S/Yc5dIpbDIUQgntJYQsKVC+5ofEdztbZIlC7Of4BIR1vz+VIzP67c3+6XgEPMzZ+YQIDAQAB';

/** Firefox's name for the extension; a bank that publishes its own chooses another. */
export const ownFirefoxId = 'helper@koshin.example';

/** How Chromium names an extension: 128 bits of the SHA-256 of its public key, in letters from a to p. */
export function chromiumId(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
