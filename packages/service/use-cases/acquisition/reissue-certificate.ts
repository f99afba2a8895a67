import { type CurrentAsked, type CurrentFate, judgeReissue } from '@koshin/lifecycle/acquisition/judge-reissue.ts';
import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { confirmByMail } from '../notices/confirm-by-mail.ts';
import { publishCrlsOf, unlistedOf } from '../revocation/publish-crl-of.ts';
import { administratorsOf, revokeWithRenewal } from '../revocation/revoke-certificate.ts';
import { holdingOf } from './held-certificates.ts';
import { type IssuedCode, insertCode, type NewCode, newCode, ownerOfCode } from './issue-acquisition-code.ts';

export interface ReissueAsked {
  readonly by: BankActor;
  readonly loginId: string;
  /** Lower-case hex of one of the user's certificates; null: he has one that is in use, or the last that was. */
  readonly serial: string | null;
  readonly current: { readonly asked: 'keep' } | { readonly asked: 'revoke'; readonly reason: RevocationReason };
}

export interface Reissued extends IssuedCode {
  /** In whose place the new one will be. */
  readonly certificate: CertificateRecord;
  readonly fate: CurrentFate;
  /** How many certificates were revoked: the current one, and what else of it still worked. */
  readonly revoked: number;
  /** Whether their CRLs say so already; if not, the next run of the timer sees to it. */
  readonly listed: boolean;
}

/**
 * The bank gives a user a code for a certificate in the place of another (R24, 再発行). The other is revoked now, or it
 * works until the new one is in use: whoever stops half-way then loses nothing (R20). Its user and all 管理者 of the
 * contract are told by mail, in the same transaction, once for each reissue (R28).
 *
 * Refuses `not-found` for a user whom the bank does not have and a number of none of his certificates, `user-suspended`,
 * `contract-closed`, and what `judgeReissue` refuses.
 */
export async function reissueCertificate(means: Means, asked: ReissueAsked): Promise<Reissued> {
  // 1. The code, and what becomes of the current certificate, in one.
  const code = newCode(means);
  const { certificate, fate, revoked } = await means.register.change((tx) => reissue(means, tx, { ...asked, code }));
  // 2. The CRLs; what was acknowledged stays, whether or not they can be made now.
  await publishCrlsOf(means, revoked);
  const listed = (await unlistedOf(means, revoked)).size === 0;
  const issued = { code: code.code, expiresAt: code.acquisition.expiresAt };
  return { ...issued, certificate, fate, revoked: revoked.length, listed };
}

async function reissue(
  means: Means,
  tx: RegisterTransaction,
  { by, loginId, serial, current, code }: ReissueAsked & { readonly code: NewCode },
) {
  // a. Gather and judge.
  const user = await ownerOfCode(tx, { bankId: by.bankId, loginId });
  const bank = await tx.banks.get(by.bankId);
  if (!bank) throw refused('not-found');
  const { records, held } = await holdingOf(means, tx, { user, bank });
  const named = serial === null ? null : [...records.values()].find((one) => one.serial === serial);
  if (named === undefined) throw refused('not-found', { serial: serial ?? '' });
  const judged = judgeReissue({ held, named: named?.id ?? null, asked: current.asked satisfies CurrentAsked });
  if (!judged.allowed) throw new Refusal(judged);
  const certificate = records.get(judged.current);
  if (!certificate) throw refused('not-found');

  // b. Act: the code, what is revoked, the audit and the mails.
  const { id: acquisitionId } = code.acquisition;
  const reissue = { certificateId: certificate.id, current: judged.fate };
  await insertCode(tx, { acquisition: code.acquisition, user, reissue });
  const audit = bankAuditOf(means, tx, by);
  await audit('reissue-accepted', { acquisitionId, userId: user.id, ...reissue });
  const revoked = [...records.values()].filter(({ id }) => judged.revoke.includes(id));
  if (current.asked === 'revoke') {
    for (const one of revoked)
      await revokeWithRenewal(means, tx, { certificateId: one.id, reason: current.reason, by });
  }
  const alsoTo = await administratorsOf(tx, certificate);
  await confirmByMail(means, tx, { act: 'reissued', certificate, subjectId: acquisitionId, alsoTo });
  return { certificate, fate: judged.fate, revoked };
}
