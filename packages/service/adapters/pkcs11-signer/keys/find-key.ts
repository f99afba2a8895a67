import { attribute, keyType, objectClass, userStates } from '@koshin/cryptoki/constants.ts';
import type { Cryptoki, Handle } from '@koshin/cryptoki/cryptoki.ts';
import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { readDer } from '@koshin/pki/der/reader.ts';
import { bitString, encode, nullValue, sequence, unsignedInteger } from '@koshin/pki/der/writer.ts';
import { parsePublicKey, type SubjectPublicKeyInfo } from '@koshin/pki/x509/public-key.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import { Unavailable } from '../token/unavailable.ts';

/** What can be told of a key; it stays so for as long as there is one of that name. */
export interface KnownKey {
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The one private key whose CKA_LABEL is the name. Throws {@link Unavailable}, and CryptokiError when the login is lost. */
export async function findPrivateKey(cryptoki: Cryptoki, session: Handle, keyName: string): Promise<Handle> {
  const wanted = [
    [attribute.class, objectClass.privateKey],
    [attribute.label, utf8(keyName)],
  ] as const;
  const [key, second] = await cryptoki.find(session, wanted);
  if (second !== undefined) throw new Unavailable('two-keys-of-this-name');
  if (key !== undefined) return key;
  // Without a login private keys are not found, which is no proof that there is none.
  await mustBeLoggedIn(cryptoki, session);
  throw new Unavailable('missing');
}

/** Throws CryptokiError when the login is lost. */
export async function mustBeLoggedIn(cryptoki: Cryptoki, session: Handle): Promise<void> {
  if (userStates.includes(await cryptoki.sessionState(session))) return;
  throw new CryptokiError('C_GetSessionInfo', 'CKR_USER_NOT_LOGGED_IN');
}

/** Whether any key, private or public, has the name. */
export async function isNameTaken(cryptoki: Cryptoki, session: Handle, keyName: string): Promise<boolean> {
  for (const kind of [objectClass.privateKey, objectClass.publicKey]) {
    const wanted = [
      [attribute.class, kind],
      [attribute.label, utf8(keyName)],
    ] as const;
    if ((await cryptoki.find(session, wanted)).length > 0) return true;
  }
  return false;
}

/**
 * The public part and the algorithm of a private key. Those of an RSA key stand in itself, those of an elliptic curve in
 * the public key with the same CKA_ID, or else the same name. Throws {@link Unavailable}.
 */
export async function describeKey(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, privateKey }: { readonly keyName: string; readonly privateKey: Handle },
): Promise<KnownKey> {
  const kind = numberOf(await cryptoki.read(session, privateKey, attribute.keyType));
  if (kind !== keyType.rsa && kind !== keyType.ec) throw new Unavailable('key of another kind');
  const publicKey =
    kind === keyType.rsa
      ? await readRsa(cryptoki, session, privateKey)
      : await readEc(cryptoki, session, await findPublicKey(cryptoki, session, { keyName, privateKey }));
  const parsed = parsedOrNull(publicKey);
  const algorithm = parsed === null ? null : algorithmOf(parsed);
  if (algorithm === null) throw new Unavailable('key of another kind');
  return { algorithm, publicKey };
}

async function findPublicKey(
  cryptoki: Cryptoki,
  session: Handle,
  { keyName, privateKey }: { readonly keyName: string; readonly privateKey: Handle },
): Promise<Handle> {
  const id = await cryptoki.read(session, privateKey, attribute.id);
  const ways = id.length > 0 ? ([[attribute.id, id]] as const) : ([[attribute.label, utf8(keyName)]] as const);
  const [publicKey, second] = await cryptoki.find(session, [[attribute.class, objectClass.publicKey], ...ways]);
  if (publicKey === undefined) throw new Unavailable('public key missing');
  if (second !== undefined) throw new Unavailable('two-public-keys');
  return publicKey;
}

async function readRsa(cryptoki: Cryptoki, session: Handle, key: Handle): Promise<Uint8Array<ArrayBuffer>> {
  const modulus = await cryptoki.read(session, key, attribute.modulus);
  const exponent = await cryptoki.read(session, key, attribute.publicExponent);
  const bits = encode(sequence(unsignedInteger(modulus), unsignedInteger(exponent)));
  return encode(sequence(sequence(encodeOid(oids.rsaEncryption), nullValue), bitString(bits)));
}

async function readEc(cryptoki: Cryptoki, session: Handle, key: Handle): Promise<Uint8Array<ArrayBuffer>> {
  const curve = await cryptoki.read(session, key, attribute.ecParams);
  const point = bare(await cryptoki.read(session, key, attribute.ecPoint));
  return encode(sequence(sequence(encodeOid(oids.ecPublicKey), curve), bitString(point)));
}

/** CKA_EC_POINT is the point in an OCTET STRING (v2.40 curr, 2.3.3), but some modules leave that out. */
function bare(point: Uint8Array): Uint8Array {
  try {
    return readDer(point, 200, (reader) => reader.octetString('CKA_EC_POINT'));
  } catch (error) {
    if (error instanceof DerError) return point;
    throw error;
  }
}

function parsedOrNull(publicKey: Uint8Array): SubjectPublicKeyInfo | null {
  try {
    return parsePublicKey(publicKey);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** The one algorithm of each kind that all browsers and banks' appliances know; as the file signer has it. */
function algorithmOf(key: SubjectPublicKeyInfo): SignatureAlgorithm | null {
  if (key.kind === 'RSA') return key.bits >= 3072 ? 'sha256WithRSAEncryption' : null;
  return key.kind === 'P-256' ? 'ecdsa-with-SHA256' : 'ecdsa-with-SHA384';
}

/** CK_ULONG in the order of this machine; all that Node runs on have the lowest octet first. */
function numberOf(octets: Uint8Array): number {
  return octets.reduceRight((value, octet) => 256 * value + octet, 0);
}
