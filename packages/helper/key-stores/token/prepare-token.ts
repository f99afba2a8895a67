import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { initialiseToken, TokenNotPrepared, type TokenPreparation } from './initialise-token.ts';
import { openToken } from './pkcs11-token.ts';

export interface PreparedToken {
  readonly serial: string;
  readonly label: string;
  /** SubjectPublicKeyInfo (DER) of the device key, by which the bank knows the token again. */
  readonly deviceKey: Uint8Array<ArrayBuffer>;
}

/**
 * For the bank, before it registers a token and gives it away: initialised, with a device key made in it that has signed
 * once, found as a customer's PC finds it. Throws {@link TokenNotPrepared} and KeyStoreRefused; cut off in between, it is
 * begun anew with `erase`.
 */
export async function prepareToken(wanted: TokenPreparation): Promise<PreparedToken> {
  // 1. Label and PINs.
  const serial = await initialiseToken(wanted);
  const token = await openToken(wanted.module, serial);
  try {
    await token.logIn(wanted.userPin);
    // 2. The device key.
    const deviceKey = await token.provideDeviceKey();
    // 3. It does what it is for.
    const octets = randomBytes(32);
    const signature = await token.signByDeviceKey(octets);
    const key = createPublicKey({ key: Buffer.from(deviceKey), format: 'der', type: 'spki' });
    if (!verify('sha256', octets, key, signature)) {
      throw new TokenNotPrepared('token-faulty', { answer: 'the signature of the device key does not verify' });
    }
    return { serial, label: token.label, deviceKey };
  } finally {
    await token.close();
  }
}
