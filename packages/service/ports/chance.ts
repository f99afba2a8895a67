/** Cryptographically strong random bytes; every call gives fresh ones, at any concurrency. */
export interface Chance {
  bytes(count: number): Uint8Array;
}
