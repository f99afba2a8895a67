import { sameOctets } from '@koshin/pki/der/octets.ts';
import { KeyNameTaken, type Signer } from '../../ports/signer.ts';

/** A private key on its way into the signer; the octets stay the caller's, who wipes them. */
export interface BroughtKey {
  /** PrivateKeyInfo in DER. */
  readonly pkcs8: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
}

/**
 * The key that is certified is in the signer when this returns true, whether it was brought along, came before, or by a
 * start that was cut off. False: the one that was brought, or has this name there, is another.
 */
export async function holdKey(
  { key, signer }: { readonly key: BroughtKey | null; readonly signer: Signer },
  { keyName, publicKey }: { readonly keyName: string; readonly publicKey: Uint8Array },
): Promise<boolean> {
  if (key) {
    if (!sameOctets(key.publicKey, publicKey)) return false;
    await signer.importKey({ keyName, pkcs8: key.pkcs8 }).catch((error: unknown) => {
      if (!(error instanceof KeyNameTaken)) throw error;
    });
  }
  return sameOctets(await signer.publicKeyOf(keyName), publicKey);
}
