import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { constructed, encode, printableString, sequence, setOf, smallInteger } from '@koshin/pki/der/writer.ts';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeSubjectAltName } from '@koshin/pki/x509/extensions/alternative-names.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { customer } from './certificates.ts';
import type { TestKey } from './keys.ts';
import { sign } from './node-mathematics.ts';

/** A certification request in DER, as the page makes it, with the customer's name. */
export function makeRequest(key: TestKey): Uint8Array<ArrayBuffer> {
  return signRequest(buildCertificationRequestInfo({ subject: encodeName(customer), publicKey: key.spki }), key);
}

/** One with a challenge password and extensions it asks for, as machines make it. */
export function makeRequestWithAttributes(key: TestKey): Uint8Array<ArrayBuffer> {
  const challenge = sequence(encodeOid(oids.challengePassword), setOf(printableString('secret')));
  const names = sequence(encodeOid(oids.extensionRequest), setOf(sequence(encodeSubjectAltName(['a.example']))));
  const attributes = constructed(0, challenge, names);
  return signRequest(encode(sequence(smallInteger(0), encodeName(customer), key.spki, attributes)), key);
}

function signRequest(info: Uint8Array<ArrayBuffer>, key: TestKey): Uint8Array<ArrayBuffer> {
  return assembleCertificationRequest(info, key.algorithm, sign(key.algorithm, key.privateKey, info));
}
