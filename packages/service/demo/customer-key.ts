import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import type { DemoFolder } from './demo-folder.ts';

/** The key of one certificate, made and kept by the demo in the customer's stead. */
export interface CustomerKey {
  /** PrivateKeyInfo (RFC 5958), DER. */
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  /** PKCS#10, DER, signed with the key. */
  readonly csr: Uint8Array<ArrayBuffer>;
}

/** @param fileName of the certificate, like `aoba-sakura`; for one name always the same key */
export async function ensureCustomerKey(folder: DemoFolder, fileName: string): Promise<CustomerKey> {
  const path = `keys/${fileName}.key.pem`;
  const kept = (await folder.read(path)) ?? (await folder.keepFirst(path, makeKey()));
  const key = createPrivateKey(Buffer.from(kept));
  return { pkcs8: new Uint8Array(key.export({ type: 'pkcs8', format: 'der' })), csr: request(key) };
}

function makeKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = encodePem('PRIVATE KEY', new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })));
  return new TextEncoder().encode(pem);
}

/** The subject says nothing: it comes from the register. */
function request(key: KeyObject): Uint8Array<ArrayBuffer> {
  const publicKey = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));
  const info = buildCertificationRequestInfo({ subject: encodeName({ commonName: 'request' }), publicKey });
  return assembleCertificationRequest(info, 'ecdsa-with-SHA256', new Uint8Array(sign('sha256', info, key)));
}
