import { attribute, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { KeyStoreRefused } from '../key-store.ts';
import type { Access } from '../pkcs11/access.ts';
import { makePair } from '../pkcs11/make-pair.ts';
import { readPublicKeyOf } from '../pkcs11/public-key.ts';

/** CKA_LABEL of the key by which a bank knows a token of its own again; never listed, never removed. */
const deviceKeyLabel = 'koshin-device-key';

/** Throws {@link KeyStoreRefused} `token-device-key-missing`, also where two have the name; CryptokiError. */
export async function findDeviceKey(access: Access): Promise<Handle> {
  const keys = await deviceKeys(access);
  const [key] = keys;
  if (key === undefined || keys.length > 1) throw new KeyStoreRefused('token-device-key-missing');
  return key;
}

/** SubjectPublicKeyInfo of the device key, which is made where there is none. Throws CryptokiError. */
export async function provideDeviceKey(access: Access): Promise<Uint8Array<ArrayBuffer>> {
  if ((await deviceKeys(access)).length === 0) await makePair(access, { kind: 'P-256', label: deviceKeyLabel });
  const described = await readPublicKeyOf(access, await findDeviceKey(access));
  if (described === null) throw new KeyStoreRefused('token-device-key-missing');
  return described.der;
}

function deviceKeys({ cryptoki, session }: Access): Promise<readonly Handle[]> {
  return cryptoki.find(session, [
    [attribute.class, objectClass.privateKey],
    [attribute.token, true],
    [attribute.label, new TextEncoder().encode(deviceKeyLabel)],
  ]);
}
