import { tags } from './tags.ts';

/** Object identifiers by the names their standards give them. */
export const oids = {
  // RFC 5480, RFC 8017: keys and curves
  ecPublicKey: '1.2.840.10045.2.1',
  prime256v1: '1.2.840.10045.3.1.7',
  secp384r1: '1.3.132.0.34',
  rsaEncryption: '1.2.840.113549.1.1.1',
  // RFC 5758, RFC 4055: signatures
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  sha256WithRsaEncryption: '1.2.840.113549.1.1.11',
  sha384WithRsaEncryption: '1.2.840.113549.1.1.12',
  // X.520: attributes of names
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  countryName: '2.5.4.6',
  localityName: '2.5.4.7',
  stateOrProvinceName: '2.5.4.8',
  organizationName: '2.5.4.10',
  organizationalUnitName: '2.5.4.11',
  organizationIdentifier: '2.5.4.97',
  domainComponent: '0.9.2342.19200300.100.1.25',
  userId: '0.9.2342.19200300.100.1.1',
  emailAddress: '1.2.840.113549.1.9.1',
  // RFC 5280 4.2: extensions
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  accessOcsp: '1.3.6.1.5.5.7.48.1',
  accessCaIssuers: '1.3.6.1.5.5.7.48.2',
  // RFC 5280 5.2, 5.3: extensions of CRLs and of their entries
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  issuingDistributionPoint: '2.5.29.28',
  // RFC 5280 4.2.1.4: policies and their qualifiers
  anyPolicy: '2.5.29.32.0',
  cpsPointer: '1.3.6.1.5.5.7.2.1',
  userNotice: '1.3.6.1.5.5.7.2.2',
  // RFC 5280 4.2.1.12: purposes
  anyExtendedKeyUsage: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  // RFC 4556, RFC 6402, Microsoft: purposes of those whom others trust to speak for customers
  kerberosKdc: '1.3.6.1.5.2.3.5',
  cmcCa: '1.3.6.1.5.5.7.3.27',
  cmcRa: '1.3.6.1.5.5.7.3.28',
  enrollmentAgent: '1.3.6.1.4.1.311.20.2.1',
  // RFC 6960: OCSP
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  ocspBasic: '1.3.6.1.5.5.7.48.1.1',
  ocspNonce: '1.3.6.1.5.5.7.48.1.2',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  // RFC 2985: attributes of requests and of bags
  challengePassword: '1.2.840.113549.1.9.7',
  extensionRequest: '1.2.840.113549.1.9.14',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  // RFC 6402: a request to be called otherwise than before
  changeSubjectName: '1.3.6.1.5.5.7.7.36',
  // RFC 8018: encryption under a password
  pbkdf2: '1.2.840.113549.1.5.12',
  pbes2: '1.2.840.113549.1.5.13',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  // RFC 7914, RFC 5084: keys at rest
  scrypt: '1.3.6.1.4.1.11591.4.11',
  aes256Gcm: '2.16.840.1.101.3.4.1.46',
  // RFC 5652 11: signed attributes
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  // RFC 5652: CMS; RFC 7292: PKCS#12
  signedData: '1.2.840.113549.1.7.2',
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  pkcs8ShroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  pbeWithSha1And3KeyTripleDesCbc: '1.2.840.113549.1.12.1.3',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
} as const;

/** What was encoded before: identifiers come from the code and a bank's settings, so they are few. */
const encoded = new Map<string, Uint8Array<ArrayBuffer>>();

/**
 * The whole element of an object identifier written with dots. The array is shared: do not write into it. Throws
 * RangeError when the text is no such identifier.
 */
export function encodeOid(dotted: string): Uint8Array<ArrayBuffer> {
  const known = encoded.get(dotted);
  if (known) return known;
  const element = encodeAnew(dotted);
  encoded.set(dotted, element);
  return element;
}

function encodeAnew(dotted: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-2](\.(0|[1-9]\d{0,14}))+$/.test(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [root = 0, second = 0, ...others] = dotted.split('.').map(Number);
  if (root < 2 && second > 39) throw new RangeError(`not an object identifier: ${dotted}`);
  const content = [root * 40 + second, ...others].flatMap(base128);
  if (content.length > 0x7f) throw new RangeError(`object identifier too long: ${dotted}`);
  return Uint8Array.of(tags.objectIdentifier, content.length, ...content);
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(128 + (rest % 128));
  return octets;
}

/**
 * The dotted form of the content octets from `start` to `end` (X.690 8.19), or `undefined` when they break its grammar:
 * no octets, an arc that starts with 0x80 or is cut off. Arcs above 2^53 − 1 and contents above 127 octets are refused
 * too. Identifiers of the table above are looked up, as a certificate names some twenty of them.
 */
export function decodeOidContent(octets: Uint8Array, start = 0, end = octets.length): string | undefined {
  const entry = byHash.get(hashOf(octets, start, end));
  return entry && isAt(octets, start, end, entry.content) ? entry.dotted : decodeAnew(octets, start, end);
}

const byHash = new Map(
  Object.values(oids).map((dotted) => {
    const content = encodeOid(dotted).subarray(2);
    return [hashOf(content, 0, content.length), { dotted, content }];
  }),
);

/** Spreads the identifiers of the table; what collides is only not found here. */
function hashOf(octets: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (hash * 31 + (octets[at] ?? 0)) | 0;
  return hash;
}

function isAt(octets: Uint8Array, start: number, end: number, content: Uint8Array): boolean {
  if (end - start !== content.length) return false;
  for (let at = 0; at < content.length; at++) if (octets[start + at] !== content[at]) return false;
  return true;
}

function decodeAnew(octets: Uint8Array, start: number, end: number): string | undefined {
  if (end === start || end - start > 0x7f) return undefined;
  let dotted = '';
  let arc = 0;
  let inside = false;
  for (let at = start; at < end; at++) {
    const octet = octets[at] ?? 0;
    if (!inside && octet === 0x80) return undefined;
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER) return undefined;
    inside = octet >= 0x80;
    if (inside) continue;
    dotted += dotted === '' ? firstTwoArcs(arc) : `.${arc}`;
    arc = 0;
  }
  return inside ? undefined : dotted;
}

/** The first subidentifier stands for two arcs (X.690 8.19.4). */
function firstTwoArcs(subidentifier: number): string {
  const root = Math.min(Math.floor(subidentifier / 40), 2);
  return `${root}.${subidentifier - root * 40}`;
}
