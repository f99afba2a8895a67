import type { LintedToBeSigned } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';

/**
 * Holds the CA keys.
 *
 * Contract, tested by `signer.contract.ts`:
 * - `sign` returns the signature in the form X.509 carries it (ECDSA-Sig-Value or RSA octets) over exactly these bytes.
 *   It is not idempotent (ECDSA differs each time); who must not sign twice records an intent first and asks the
 *   register before retrying.
 * - Only linted bytes can be signed: the type admits nothing else.
 * - Any number of calls may run at the same time. The signer retries nothing.
 * - When the key cannot be used now, it throws a `Refusal` with code `signer-unavailable`; nothing was signed as far
 *   as anybody can know.
 */
export interface Signer {
  sign(request: { keyName: string; tbs: LintedToBeSigned }): Promise<Uint8Array>;
  /** The algorithm with which this key signs; needed before the to-be-signed bytes are built. */
  algorithmOf(keyName: string): Promise<SignatureAlgorithm>;
  /** SubjectPublicKeyInfo (RFC 5280 4.1.2.7) of a key that this signer holds. */
  publicKeyOf(keyName: string): Promise<Uint8Array>;
  /** Makes a key that never leaves the signer; refuses a name that is taken. */
  makeKey(request: { keyName: string; kind: 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096' }): Promise<void>;
  /** Resolves when keys can be used. */
  ready(): Promise<void>;
}
