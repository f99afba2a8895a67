import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import type { CertificateId, CertificateRecord, RenewalId } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { describeRenewal, type RenewalFacts } from './describe-renewal.ts';
import { heldBy, ownRenewal, type RenewalKey } from './own-renewal.ts';

export interface Reported {
  readonly kind: 'saved' | 'installed' | 'lost';
  /** Where the helper put it, with `installed`; `token` only after its presence was proven. */
  readonly storage?: CertificateRecord['installedIn'];
}

type Report = RenewalKey & Reported & { readonly certificateId: CertificateId };

/**
 * The customer's side reports of one of the successors that its file is saved, that it is installed, or that it is lost
 * or stolen. The first two are shown and prove nothing (invariant 6); a lost one is revoked at once.
 */
export async function reportSuccessor(means: Means, input: Report): Promise<RenewalFacts> {
  return means.register.change(async (tx) => {
    const { actor, renewal } = await ownRenewal(means, tx, input);
    const certificate = await tx.certificates.get(input.certificateId);
    if (certificate?.renewalId !== renewal.id) throw refused('not-found');
    if (input.kind === 'installed' && input.storage === 'token') await mustHaveProvenToken(tx, renewal.id);
    const decision = decide(renewal.state, `reported-${input.kind}`);
    if (!decision.allowed) throw new Refusal(decision);
    const reported = { ...heldBy(renewal, input, means), state: decision.next };
    await tx.renewals.update(reported);
    await tx.certificates.update(noteReport(certificate, input, means));
    const act = input.kind === 'lost' ? 'certificate-revoked' : (`renewal-${input.kind}` as const);
    await auditOf(means, tx, actor)(act, { renewalId: renewal.id, certificateId: certificate.id });
    return describeRenewal(means, tx, {
      renewal: { ...reported, version: reported.version + 1 },
      actor,
      windowId: input.windowId,
      resumed: true,
    });
  });
}

/** What is shown as kept on a token was at least kept while that token was there (R11). */
async function mustHaveProvenToken(tx: RegisterTransaction, renewalId: RenewalId): Promise<void> {
  const presence = await tx.tokenPresences.ofRenewal(renewalId);
  if (presence !== null && presence.provenAt !== null) return;
  const got = presence === null ? 'no challenge' : 'no signature';
  throw refused('token-absent', {}, { expected: 'a challenge signed by the token’s device key', got });
}

export function noteReport(
  certificate: CertificateRecord,
  { kind, storage = null }: Reported,
  means: Pick<Means, 'clock'>,
): CertificateRecord {
  const at = means.clock.now();
  if (kind === 'saved') return { ...certificate, savedAt: certificate.savedAt ?? at };
  if (kind === 'installed') {
    // Whoever only says that it is installed does not say where; what the helper said of it stays.
    const installedIn = storage ?? certificate.installedIn;
    return { ...certificate, installedAt: certificate.installedAt ?? at, installedIn };
  }
  if (certificate.state !== 'issued') throw refused('already-revoked');
  return { ...certificate, state: 'revoked', revocation: { at, reason: 'lost', by: 'customer' } };
}
