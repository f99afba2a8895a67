import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, CertificateRecord } from '../../ports/register/records.ts';
import { auditOf } from '../audit.ts';
import { chainOf } from '../issuance/chain-of.ts';
import { completeIntent } from '../issuance/complete-intent.ts';
import { readRequest } from '../issuance/read-request.ts';
import type { Delivered } from '../list-certificates.ts';
import type { Means } from '../means.ts';
import { noteReport, type Reported } from '../renewal/report-successor.ts';
import { acquirerOf, type BrowserKey, fullAcquirerOf } from './acquirer.ts';
import { certificateOfCode } from './certificate-of-code.ts';
import { type AcquisitionFacts, describeAcquisition } from './describe-acquisition.ts';
import { useCode } from './use-code.ts';

export interface Acquired extends Delivered {
  readonly acquisition: AcquisitionFacts;
}

/**
 * A certification request becomes the certificate of the code that was given in this browser; asked again with its key it
 * is the same, byte for byte. Refuses as `fullAcquirerOf` and `readRequest` do, `acquisition-used` for another key,
 * `signer-unavailable` while it cannot be signed: then asking again finds it.
 */
export async function acquireInBrowser(
  means: Means,
  input: BrowserKey & { readonly csr: Uint8Array },
): Promise<Acquired> {
  // 1. Proof of possession before anything else, and the key must be strong (RFC 2986 4.2).
  const requested = await readRequest(means, input.csr);
  // 2. The code is used and the intent recorded, in one.
  const intended = await means.register.change(async (tx) => {
    const { user, acquisition } = await fullAcquirerOf(means, tx, input);
    const codes = await tx.acquisitions.ofUser(user.id);
    return useCode(means, tx, { user, codes, given: itself(codes, acquisition), requested });
  });
  if (intended instanceof Refusal) throw intended;
  // 3. Sign, and record the certificate.
  await completeIntent(means, intended);
  // 4. Answer from the register.
  return means.register.read(async (tx) => {
    const acquirer = await fullAcquirerOf(means, tx, input);
    const certificate = certificateExpected(await certificateOfCode(means, tx, acquirer));
    return {
      certificate,
      chain: await chainOf(tx, certificate.issuerId),
      acquisition: await describeAcquisition(means, tx, acquirer),
    };
  });
}

/** The certificate of this browser's code once more; `not-found` while there is none. */
export async function deliverAcquired(means: Means, key: BrowserKey): Promise<Delivered> {
  return means.register.read(async (tx) => {
    const acquirer = await fullAcquirerOf(means, tx, key);
    const certificate = certificateExpected(await certificateOfCode(means, tx, acquirer));
    return { certificate, chain: await chainOf(tx, certificate.issuerId) };
  });
}

/** The customer's side says that its file is saved, or that it is installed. It is shown and proves nothing (invariant 6). */
export async function reportAcquired(
  means: Means,
  input: BrowserKey & Reported & { readonly kind: 'saved' | 'installed' },
): Promise<AcquisitionFacts> {
  return means.register.change(async (tx) => {
    const acquirer = await fullAcquirerOf(means, tx, input);
    const { acquisition } = acquirer;
    const certificate = certificateExpected(await certificateOfCode(means, tx, acquirer));
    if (input.storage === 'token' && acquisition.token?.provenAt == null) {
      throw refused('token-absent', {}, { expected: 'a challenge signed by the token’s device key', got: 'none' });
    }
    await tx.certificates.update(noteReport(certificate, input, means));
    const subject = { acquisitionId: acquisition.id, certificateId: certificate.id };
    await auditOf(means, tx, acquirer)(`acquisition-${input.kind}`, subject);
    return describeAcquisition(means, tx, acquirer);
  });
}

/** This browser has done with the code, which is what it was. Again is nothing. */
export async function closeAcquisition(means: Means, key: BrowserKey): Promise<void> {
  await means.register.change(async (tx) => {
    const acquirer = await acquirerOf(means, tx, key);
    if (acquirer === null) return;
    await tx.acquisitions.update({ ...acquirer.acquisition, opening: null });
    await auditOf(means, tx, acquirer)('acquisition-closed', { acquisitionId: acquirer.acquisition.id });
  });
}

function certificateExpected({ certificate }: { readonly certificate: CertificateRecord | null }): CertificateRecord {
  if (certificate === null) throw refused('not-found');
  return certificate;
}

const itself = (codes: readonly Acquisition[], { id }: Pick<Acquisition, 'id'>) =>
  codes.find((one) => one.id === id) ?? null;
