import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildOcspResponder } from '@koshin/pki/x509/profiles/ocsp-responder.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { Issuer, OcspResponder } from '../../ports/register/records.ts';
import { KeyNameTaken } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerName } from '../issuance/issuer-certificate.ts';
import { issuerParts } from '../issuance/issuer-parts.ts';
import { mustPassLint } from '../issuance/must-pass-lint.ts';
import type { Means } from '../means.ts';
import { responderTerm } from './responder-terms.ts';

/**
 * Decides an issuer's next OCSP responder down to its last byte and records that before it is signed (invariant 4). Its
 * key is made first, as the bytes name it. Several nodes may do this at once: the first to record it has decided.
 */
export async function intendResponder(means: Means, issuer: Issuer, number: number): Promise<OcspResponder> {
  // 1. The key; a start that was cut off here, or another node, may have made it.
  const keyName = `${issuer.keyName}-ocsp-${number}`;
  const publicKey = parsePublicKey(await ensureKey(means, keyName));
  // 2. The bytes.
  const serialNumber = serialNumberFrom(means.chance.bytes(16));
  const term = responderTerm(issuer, means.clock.wallClock());
  const tbs = buildOcspResponder({
    issuer: issuerParts(means, issuer),
    serialNumber,
    subject: encodeName({ commonName: responderName(issuer, number) }),
    ...term,
    publicKey: publicKey.der,
    subjectKeyIdentifier: keyIdentifierFrom(means.mathematics.sha256(keyIdentifierInput(publicKey))),
  });
  mustPassLint(tbs, { profile: 'ocsp-responder', issuer });
  const responder: OcspResponder = {
    issuerId: issuer.id,
    number,
    keyName,
    serial: Buffer.from(serialNumber).toString('hex'),
    tbs,
    certificateDer: null,
    ...term,
    recordedAt: means.clock.now(),
  };
  // 3. The intent, unless another was quicker.
  return means.register.change(async (tx) => {
    const first = (await tx.ocspResponders.ofIssuer(issuer.id)).find((known) => known.number === number);
    if (first) return first;
    await tx.ocspResponders.insert(responder);
    await systemAuditOf(means, tx, issuer.bankId)('ocsp-responder-intended', { issuerId: issuer.id, number });
    return responder;
  });
}

async function ensureKey({ signer }: Means, keyName: string): Promise<Uint8Array> {
  try {
    await signer.makeKey({ keyName, kind: 'P-256' });
  } catch (error) {
    if (!(error instanceof KeyNameTaken)) throw error;
  }
  return signer.publicKeyOf(keyName);
}

/** Within the 64 characters of a common name (RFC 5280 A.1), whatever the issuer is called. */
function responderName(issuer: Issuer, number: number): string {
  const end = ` OCSP ${number}`;
  return `${[...issuerName(issuer)]
    .slice(0, 64 - end.length)
    .join('')
    .trim()}${end}`;
}
