import { createHash } from 'node:crypto';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { acceptMessage } from '@koshin/pki/cms/accept-message.ts';
import { encodeSignedData } from '@koshin/pki/cms/signed-data.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { hashOf } from '@koshin/pki/x509/signature-algorithms.ts';
import type { Letter } from '../../../ports/mailer.ts';
import { base64Part, boundaryOf, type Entity, multipart } from './entity.ts';
import type { MailSender, MailSigning, SigningMeans } from './mail-sender.ts';

/**
 * The entity inside a `multipart/signed` (RFC 1847 2.1, RFC 8551 3.5.3) with the bank's signature over exactly its octets.
 * Refuses `signer-unavailable` when the key cannot sign, when its certificate is not one for this mail now, and when
 * the signature does not verify: a mail that readers take for a forgery is worse than a late one.
 */
export async function signEntity(
  entity: Entity,
  letter: Letter,
  { address, signing }: { readonly address: MailSender['address']; readonly signing: MailSigning },
  { signer, mathematics }: SigningMeans,
): Promise<Entity> {
  const { keyName } = signing;

  // 1. What will be signed.
  const { certificate, others } = certificatesOf(signing);
  const algorithm = await signer.algorithmOf(keyName);
  const hash = hashOf(algorithm);
  const accepted = acceptMessage({
    messageDigest: new Uint8Array(createHash(hash.replace('-', '')).update(entity, 'latin1').digest()),
    signingTime: letter.date,
    signatureAlgorithm: algorithm,
    signer: certificate,
    address,
  });
  if (!accepted.accepted) {
    const reasons = accepted.findings.map(({ rule, expected, got }) => `${rule}: expected ${expected}, got ${got}`);
    throw refused('signer-unavailable', { keyName, reason: `the mail certificate: ${reasons.join('; ')}` });
  }

  // 2. The signature, looked at before anybody relies on it.
  const signature = new Uint8Array(await signer.sign({ keyName, tbs: accepted }));
  const publicKey = certificate.publicKey.der;
  if (!(await mathematics.verify({ algorithm, publicKey, data: accepted.bytes, signature }))) {
    throw refused('signer-unavailable', { keyName, reason: 'its signature does not verify by the mail certificate' });
  }

  // 3. Both parts together.
  const signedData = encodeSignedData({ accepted, signature, signer: certificate, others });
  return multipart(
    'signed',
    boundaryOf(letter, 'Signed'),
    [entity, base64Part(['application/pkcs7-signature', 'name=smime.p7s'], Buffer.from(signedData), 'smime.p7s')],
    ['protocol="application/pkcs7-signature"', `micalg=${hash.toLowerCase()}`],
  );
}

interface ReadCertificates {
  readonly certificate: Certificate;
  /** Those that go along, in DER. */
  readonly others: readonly Uint8Array[];
}

/** The same list comes with thousands of mails, and is read once: to read it costs as much as a signature with P-256. */
const alreadyRead = new WeakMap<MailSigning['certificatesDer'], ReadCertificates>();

function certificatesOf({ certificatesDer }: MailSigning): ReadCertificates {
  const known = alreadyRead.get(certificatesDer);
  if (known) return known;
  const [own, ...above] = certificatesDer;
  const read = { certificate: parseCertificate(own), others: above.filter((der) => !isRoot(der)) };
  alreadyRead.set(certificatesDer, read);
  return read;
}

/** Readers trust the root they have; a certificate of a kind we cannot read is left in. */
function isRoot(der: Uint8Array): boolean {
  try {
    const { issuer, subject } = parseCertificate(der);
    return sameOctets(issuer.der, subject.der);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
