import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { type KeyKind, KeyNameTaken, type Signer } from '../../ports/signer.ts';

export interface EnsuredKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** False: it was there, as after a start that was cut off between key and certificate. */
  readonly made: boolean;
}

/** The key of this name, made when it is not there. One that is there but cannot be used stays: its refusal is thrown. */
export async function ensureKey(
  signer: Signer,
  { keyName, kind }: { readonly keyName: string; readonly kind: KeyKind },
): Promise<EnsuredKey> {
  try {
    return { publicKey: await signer.publicKeyOf(keyName), made: false };
  } catch (unusable) {
    if (!(unusable instanceof Refusal)) throw unusable;
    try {
      await signer.makeKey({ keyName, kind });
    } catch (error) {
      // Another was quicker, or it is there and cannot be used: then its refusal comes from the next line.
      if (!(error instanceof KeyNameTaken)) throw error;
      return { publicKey: await signer.publicKeyOf(keyName), made: false };
    }
    return { publicKey: await signer.publicKeyOf(keyName), made: true };
  }
}
