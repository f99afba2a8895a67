import { isMailAddress } from '@koshin/lifecycle/notices/mail-address.ts';
import type { MailReason } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, Mail, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { contentOf } from './letter-of-mail.ts';

/** What another address, or the same once it works again, can mend. */
const ofTheAddress: ReadonlySet<MailReason | null> = new Set([
  'no-address',
  'address-bounced',
  'refused',
  'given-up',
  'bounced',
]);

/**
 * A bank says where a user's mails go; null: nowhere. Said again of the same address it means that mails arrive there
 * once more. What could not reach him and is still right to say waits to be sent, as if for the first time; what is not
 * stays among the unreachable. Refuses `not-found`, and `mail-invalid` for what is no address.
 *
 * @returns how many mails are sent now
 */
export async function setMailAddress(
  means: Means,
  {
    bankId,
    loginId,
    address,
    by,
  }: {
    readonly bankId: BankId;
    readonly loginId: string;
    readonly address: string | null;
    readonly by: Omit<BankActor, 'bankId'>;
  },
): Promise<{ readonly revived: number }> {
  if (address !== null && !isMailAddress(address)) throw refused('mail-invalid');
  return means.register.change(async (tx) => {
    // 1. The address.
    const user = await tx.users.byLoginId({ bankId, loginId });
    if (!user) throw refused('not-found', { loginId });
    await tx.users.update({ ...user, mailAddress: address, mailBouncedAt: null });

    // 2. What waited for it.
    const found = address === null ? [] : await tx.mails.unreachableOf({ bankId, userId: user.id });
    const mended = { ...user, mailAddress: address, mailBouncedAt: null };
    let revived = 0;
    for (const mail of found) {
      if (!(await isWorthReviving(means, tx, mail, mended))) continue;
      const again = {
        state: 'waiting',
        reason: null,
        nextTryAt: means.clock.now(),
        tries: 0,
        firstTryAt: null,
      } as const;
      await tx.mails.update({ ...mail, ...again });
      revived += 1;
    }

    // 3. Without the address: it stays in the user's row.
    const subject = { userId: user.id, removed: address === null, revived };
    await bankAuditOf(means, tx, { ...by, bankId })('mail-address-set', subject);
    return { revived };
  });
}

/** A letter that a server may have is for the old address, and nothing else may be said under its Message-ID. */
async function isWorthReviving(means: Means, tx: RegisterTransaction, mail: Mail, reader: User): Promise<boolean> {
  if (!ofTheAddress.has(mail.reason) || mail.letter !== null) return false;
  const bank = await tx.banks.get(mail.bankId);
  if (!bank) return false;
  const content = await contentOf(tx, { mail, bank, reader, signed: false, now: means.clock.now() });
  return content.kind === 'letter';
}
