import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { generationThatSigns } from '@koshin/lifecycle/certificates/issuing-generation.ts';
import { expiryDateOfNew, notAfterOf } from '@koshin/lifecycle/certificates/term.ts';
import type { AcquisitionId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { type CertificateFacts, describeCertificate } from '../describe-certificate.ts';
import { issuerName } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { describeSuccessor, type SuccessorFacts } from '../renewal/describe-renewal.ts';
import { type Acquirer, acquirerOf, type BrowserKey } from './acquirer.ts';
import { type CertificateOfCode, certificateOfCode } from './certificate-of-code.ts';
import { passwordOf } from './give-password.ts';

/** How far a browser has come with a code. */
export type StandingFacts =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'password';
      readonly ask: 'give' | 'set';
      readonly companyName: string;
      readonly userName: string;
      readonly loginId: string;
    }
  | { readonly stage: 'open'; readonly acquisition: AcquisitionFacts };

/** Everything the window needs to show the right step after any interruption. */
export interface AcquisitionFacts {
  readonly id: AcquisitionId;
  readonly state: 'ready' | 'requested' | 'issued' | 'installed' | 'proven';
  readonly startedAt: Instant;
  readonly resumed: boolean;
  readonly newExpiryDate: CalendarDay;
  readonly serverTime: Instant;
  readonly successors: readonly SuccessorFacts[];
  readonly pendingKeyDigest: string | null;
  readonly keysLeftToday: 0 | 1;
  readonly ownerName: string;
  readonly companyName: string;
  readonly issuerName: string;
  readonly proof: {
    readonly provenAt: Instant;
    readonly certificate: CertificateFacts;
    readonly nextWindowStart: CalendarDay;
  } | null;
}

/** Never refuses: where nothing goes on, the code is to be given. */
export async function describeStanding(means: Means, key: BrowserKey): Promise<StandingFacts> {
  return means.register.read(async (tx) => {
    const acquirer = await acquirerOf(means, tx, key);
    if (acquirer === null) return { stage: 'none' };
    const { user, contract, acquisition } = acquirer;
    if (user.suspendedAt !== null || contract.closedAt !== null) return { stage: 'none' };
    if (acquisition.opening.passwordAt === null) {
      const ask = passwordOf(acquirer) === 'to-be-set' ? 'set' : 'give';
      return { stage: 'password', ask, companyName: contract.companyName, userName: user.name, loginId: user.loginId };
    }
    return { stage: 'open', acquisition: await describeAcquisition(means, tx, acquirer) };
  });
}

export async function describeAcquisition(
  means: Means,
  tx: RegisterView,
  acquirer: Acquirer,
): Promise<AcquisitionFacts> {
  const { bank, contract, user, acquisition } = acquirer;
  const { policy } = bank;
  const now = means.clock.now();
  const found = await certificateOfCode(means, tx, { acquisition, bank });
  const { certificate } = found;
  const expiryDate = certificate?.expiryDate ?? expiryDateOfNew({ policy, issuedOn: dayOf(now, policy.zone) });
  const at = { now, notAfter: notAfterOf(expiryDate, policy.zone) };
  const issuer = certificate ? null : generationThatSigns(await tx.issuers.ofBank(bank.id), at);
  return {
    id: acquisition.id,
    state: stateOf(found),
    startedAt: acquisition.opening.at,
    resumed: acquisition.used !== null,
    newExpiryDate: expiryDate,
    serverTime: now,
    successors: certificate ? [await describeSuccessor(means, tx, certificate, acquirer)] : [],
    pendingKeyDigest: found.standing === 'requested' ? (acquisition.used?.keyDigest ?? null) : null,
    keysLeftToday: acquisition.used === null ? 1 : 0,
    ownerName: user.name,
    companyName: contract.companyName,
    issuerName: certificate?.issuerLabel ?? (issuer ? issuerName(issuer) : ''),
    proof: await describeFirstUse(means, tx, found, acquirer),
  };
}

function stateOf({ standing, certificate }: CertificateOfCode): AcquisitionFacts['state'] {
  if (standing === 'none') return 'ready';
  if (standing === 'issued' && certificate.installedAt !== null) return 'installed';
  return standing === 'ended' ? 'issued' : standing;
}

async function describeFirstUse(
  means: Means,
  tx: RegisterView,
  { certificate }: CertificateOfCode,
  acquirer: Acquirer,
): Promise<AcquisitionFacts['proof']> {
  if (certificate?.activatedAt == null) return null;
  const described = await describeCertificate(means, tx, certificate, acquirer);
  return { provenAt: certificate.activatedAt, certificate: described, nextWindowStart: described.renewableFrom };
}
