import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One signature of Wycheproof's. */
export interface Vector {
  /** Wycheproof's number of it in its file. */
  readonly id: number;
  /** What is special about it, in Wycheproof's words. */
  readonly flags: readonly string[];
  readonly comment: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly message: Uint8Array<ArrayBuffer>;
  /** ECDSA-Sig-Value, or the RSA octets. */
  readonly signature: Uint8Array<ArrayBuffer>;
  /** `acceptable`: Wycheproof leaves it to the verifier. */
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface VectorFile {
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly flags: readonly string[];
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: Vector['result'];
    }[];
  }[];
}

/** The vectors of `<name>.json` in this folder. */
export function readVectors(name: string): readonly Vector[] {
  const { testGroups }: VectorFile = JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8'));
  return testGroups.flatMap(({ publicKeyDer, tests }) =>
    tests.map(({ tcId, flags, comment, msg, sig, result }) => ({
      id: tcId,
      flags,
      comment,
      publicKey: octets(publicKeyDer),
      message: octets(msg),
      signature: octets(sig),
      result,
    })),
  );
}

const octets = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'));
