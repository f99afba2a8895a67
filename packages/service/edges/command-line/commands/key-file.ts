import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BroughtKey } from '../../../use-cases/authorities/hold-key.ts';

/**
 * A private key in PEM or DER as other tools write it: PKCS#8, plain or encrypted (RFC 5958), or the older forms of RSA
 * and EC. Refuses `issuer-import-refused` {rule: key-unreadable}, which tells nothing of the key.
 */
export function parseKeyFile(octets: Uint8Array, passphrase: string | null): BroughtKey {
  const [key] = forms.flatMap((form) => {
    try {
      const secret = passphrase === null ? {} : { passphrase };
      return [createPrivateKey({ key: Buffer.from(octets), ...form, ...secret })];
    } catch {
      return [];
    }
  });
  if (key) return broughtKey(key);
  const expected = `a private key${passphrase === null ? '' : ' under the passphrase given'}`;
  throw refused('issuer-import-refused', { rule: 'key-unreadable' }, { expected, got: 'something else' });
}

const forms = [
  { format: 'pem' },
  { format: 'der', type: 'pkcs8' },
  { format: 'der', type: 'sec1' },
  { format: 'der', type: 'pkcs1' },
] as const;

/** As the signer takes it, and what its certificate must certify. */
export function broughtKey(key: KeyObject): BroughtKey {
  return {
    pkcs8: new Uint8Array(key.export({ format: 'der', type: 'pkcs8' })),
    publicKey: new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })),
  };
}
