import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { type KeyStore, KeyStoreRefused } from '../../key-stores/key-store.ts';

/**
 * Removes certificate and key, when it is the certificate that the customer was asked about and the proven one is still
 * there with its key, in one of `stores` (R20).
 */
export async function remove(
  store: KeyStore,
  asked: { readonly fingerprint: string; readonly proven: string; readonly serialTail: string },
  stores: readonly KeyStore[],
): Promise<HostAnswerBody> {
  if (asked.fingerprint === asked.proven) throw new KeyStoreRefused('request-malformed');
  const going = await store.findByFingerprint(asked.fingerprint);
  if (going?.certificate == null) throw new KeyStoreRefused('not-found');
  const { serialNumber } = parseCertificate(going.certificate.der);
  if (!serialNumber.toUpperCase().endsWith(asked.serialTail)) throw new KeyStoreRefused('not-found');
  const staying = await firstFound(stores, asked.proven);
  if (staying === null || staying.keyDigest === going.keyDigest) throw new KeyStoreRefused('not-found');
  await store.remove(asked.fingerprint);
  return { answer: 'removed' };
}

async function firstFound(stores: readonly KeyStore[], fingerprint: string) {
  for (const store of stores) {
    const found = await store.findByFingerprint(fingerprint);
    if (found !== null) return found;
  }
  return null;
}
