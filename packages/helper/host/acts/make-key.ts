import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import type { KeyKind } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused, type TokenStore } from '../../key-stores/key-store.ts';
import { fromBase64, toBase64 } from './octets.ts';

interface Wanted {
  readonly kind: KeyKind;
  readonly purpose: string;
  /** Base64; null where the bank asks for no proof that its token is plugged in. */
  readonly deviceChallenge: string | null;
}

/** A key in the PC's store. A device has no part in it: a challenge for one is a request that was put together wrongly. */
export async function makeKey(store: KeyStore, { kind, purpose, deviceChallenge }: Wanted): Promise<HostAnswerBody> {
  if (deviceChallenge !== null) throw new KeyStoreRefused('request-malformed');
  const { keyDigest } = await store.makeKey({ kind, purpose });
  return { answer: 'key-made', keyDigest, deviceSignature: null };
}

/** The device proves itself first: a token without the bank's key gets none of ours (R11). */
export async function makeKeyInToken(
  token: TokenStore,
  { kind, purpose, deviceChallenge }: Wanted,
): Promise<HostAnswerBody> {
  const proof =
    deviceChallenge === null ? null : await token.signByDeviceKey(deviceProofBytes(fromBase64(deviceChallenge)));
  const { keyDigest } = await token.makeKey({ kind, purpose });
  return { answer: 'key-made', keyDigest, deviceSignature: proof && toBase64(proof) };
}
