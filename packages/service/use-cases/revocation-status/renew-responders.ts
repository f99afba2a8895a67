import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import type { Issuer, OcspResponder } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import { mustPassLint } from '../issuance/must-pass-lint.ts';
import type { Means } from '../means.ts';
import { signByIssuer } from '../sign-by-issuer.ts';
import { intendResponder } from './intend-responder.ts';
import { lastsOn, speaks } from './responder-terms.ts';

export interface RenewedResponders {
  /** How many got their certificate by this call. */
  readonly issued: number;
  /** Codes of what could not be done now; the old responder answers on, and the next call tries again. */
  readonly refused: readonly string[];
}

/**
 * Sees to it that every living issuing CA has an OCSP responder that lasts for a while yet. Roots have none: their keys
 * are offline by choice. Safe on several nodes at once, and to be cut off anywhere: what was intended is finished with
 * the same key and serial number.
 * @param ending once it is aborted no further one is begun: each costs the making of a key
 */
export async function renewResponders(means: Means, ending: AbortSignal | null = null): Promise<RenewedResponders> {
  const now = means.clock.wallClock();
  const issuers = await means.register.read((tx) => tx.issuers.all());
  const refused: string[] = [];
  let issued = 0;
  for (const issuer of issuers) {
    if (ending?.aborted) break;
    if (issuer.bankId === null || now < issuer.notBefore || now >= issuer.notAfter) continue;
    try {
      if (await renewResponder(means, issuer)) issued += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.code);
    }
  }
  return { issued, refused };
}

/** @returns whether one got its certificate by this call */
async function renewResponder(means: Means, issuer: Issuer): Promise<boolean> {
  // 1. One that speaks may last on.
  const now = means.clock.wallClock();
  const known = await means.register.read((tx) => tx.ocspResponders.ofIssuer(issuer.id));
  if (known.some((one) => speaks(one, now) && lastsOn(one, issuer, now))) return false;
  // 2. The next one is intended; one whose time went by before it was signed is left behind.
  const begun = known.find((one) => one.certificateDer === null && lastsOn(one, issuer, now));
  const responder = begun ?? (await intendResponder(means, issuer, (known[0]?.number ?? 0) + 1));
  if (responder.certificateDer !== null) return false;
  // 3. It is signed and recorded, unless another was quicker.
  const certificateDer = await certify(means, issuer, responder);
  const { issuerId, number } = responder;
  const issued = await means.register.change(async (tx) => {
    const first = await tx.ocspResponders.complete({ issuerId, number, certificateDer });
    if (first) await systemAuditOf(means, tx, issuer.bankId)('ocsp-responder-issued', { issuerId, number });
    return first;
  });
  // 4. Keys whose time is over are of use to a thief alone.
  if (issued) await destroyEndedKeys(means, issuer, known);
  return issued;
}

/** One that cannot be destroyed now is tried again with the next renewal: the new responder does not wait for it. */
async function destroyEndedKeys(means: Means, issuer: Issuer, known: readonly OcspResponder[]): Promise<void> {
  const now = means.clock.wallClock();
  for (const { keyName, issuerId, number, notAfter } of known) {
    if (now <= notAfter) continue;
    try {
      if (!(await means.signer.destroyKey(keyName))) continue;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      continue;
    }
    const subject = { issuerId, number, keyName };
    await means.register.change((tx) =>
      systemAuditOf(means, tx, issuer.bankId)('ocsp-responder-key-destroyed', subject),
    );
  }
}

/** The stored bytes are linted again: what was decided before a crash is not trusted blindly. */
async function certify(means: Means, issuer: Issuer, responder: OcspResponder): Promise<Uint8Array> {
  const linted = mustPassLint(responder.tbs, { profile: 'ocsp-responder', issuer });
  const signature = await signByIssuer(means, { issuer, tbs: linted });
  return assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
}
