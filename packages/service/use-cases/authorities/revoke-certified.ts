import type { AuthorityReason } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { publishListOf } from './publish-list-of.ts';
import { mustHoldKeyOf } from './root-that-signs.ts';

export interface CertifiedToRevoke {
  /** The CA's certificate in DER. */
  readonly certificateDer: Uint8Array;
  readonly reason: AuthorityReason;
  /** Holds the root's key. */
  readonly rootSigner: Signer;
}

export interface RevokedCertified {
  readonly root: Issuer;
  readonly name: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly before: boolean;
  readonly listed: boolean;
}

/**
 * The root revokes a CA that it certified for elsewhere, on the machine where the root is kept (`certifyRequest`): its
 * CRL, carried to where the CA is, has the consequences there. Doing it again changes nothing. Refuses
 * `issuer-import-refused` {rule} for what is no CA's certificate, `not-found` where no root here has signed it,
 * `issuer-exists` for a CA that is registered here, and `signer-unavailable`.
 */
export async function revokeCertified(means: Means, asked: CertifiedToRevoke): Promise<RevokedCertified> {
  // 1. Whose it is.
  const certificate = read(asked.certificateDer);
  const issuers = await means.register.read((tx) => tx.issuers.all());
  const known = issuers.find(({ certificateDer }) => sameOctets(certificateDer, certificate.der));
  if (known) {
    const difference = { expected: 'a CA that is registered elsewhere', got: 'one that is revoked by its id' };
    throw refused('issuer-exists', { keyName: known.keyName, issuerId: known.id }, difference);
  }
  const root = await signerOf(means, certificate, issuers);
  await mustHoldKeyOf(asked.rootSigner, root);
  // 2. Record it, and publish the CRL while the root's key is at hand.
  const { serialNumber: serial } = certificate;
  const name = formatName(certificate.subject);
  const before = await means.register.change(async (tx) => {
    const revoked = { issuerId: root.id, serial, at: means.clock.now(), reason: asked.reason };
    if (!(await tx.revokedAuthorities.insert(revoked))) return true;
    await systemAuditOf(means, tx, null)('issuer-revoked', { issuedBy: root.id, serial, name, reason: asked.reason });
    return false;
  });
  return {
    root,
    name,
    serial,
    before,
    listed: await publishListOf({ ...means, signer: asked.rootSigner }, root, serial),
  };
}

function read(der: Uint8Array): Certificate {
  try {
    const certificate = parseCertificate(der);
    if (certificate.extensions.basicConstraints?.ca) return certificate;
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got, offset } = error;
    const difference = { expected, got: `${got} at octet ${offset}` };
    throw refused('issuer-import-refused', { rule: 'certificate-malformed' }, difference);
  }
  throw refused('issuer-import-refused', { rule: 'not-a-ca' }, { expected: 'basicConstraints with cA', got: 'none' });
}

async function signerOf(means: Means, certificate: Certificate, issuers: readonly Issuer[]): Promise<Issuer> {
  for (const root of issuers.filter(({ bankId }) => bankId === null)) {
    const { issued } = await verifyIssuedBy(certificate, issuerCertificate(root), means.mathematics.verify);
    if (issued) return root;
  }
  const got = formatName(certificate.issuer);
  throw refused('not-found', { root: null }, { expected: 'a root here that has signed it', got });
}
