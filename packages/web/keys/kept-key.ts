/**
 * A key of a renewal as this browser keeps it: never unprotected, never sent anywhere. Together with the file's password
 * it becomes the customer's file; the request was signed with it when it was made.
 */
export interface KeptKey {
  readonly renewalId: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: how the service names the key. */
  readonly keyDigest: string;
  /** EncryptedPrivateKeyInfo (RFC 5958 3) under the file's password. */
  readonly encryptedKey: Uint8Array<ArrayBuffer>;
  /** The PKCS#10 request (RFC 2986), DER. */
  readonly csr: Uint8Array<ArrayBuffer>;
  /** ISO 8601, by the clock of this PC. */
  readonly createdAt: string;
  /** Set once the customer said that the file is saved here. */
  readonly fileName?: string;
}
