import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { MailReason, MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import type { MailMessage } from '@koshin/wire/operator/mail-messages.ts';
import type { FoundMail } from '../../../use-cases/notices/find-mails.ts';
import type { Words } from '../framework/words.ts';
import type { Language } from '../language.ts';

const states: Readonly<Record<MailState, Words>> = {
  waiting: { ja: '送信待ち', en: 'waiting' },
  sent: { ja: '送信済み', en: 'sent' },
  skipped: { ja: '見送り', en: 'skipped' },
  suppressed: { ja: '不要', en: 'suppressed' },
  unreachable: { ja: '未達', en: 'unreachable' },
};

const reasons: Readonly<Record<MailReason, Words>> = {
  'later-stage-due': { ja: '次の段階の時期', en: 'a later stage is due' },
  'stage-passed': { ja: '発行時に過ぎていた段階', en: 'the stage had passed at the issue' },
  expired: { ja: '有効期限切れ', en: 'expired' },
  'too-late': { ja: '確認には遅すぎる', en: 'too late to confirm' },
  renewed: { ja: '更新済み', en: 'renewed' },
  'successor-usable': { ja: '新しい電子証明書でログインできる', en: 'the new certificate can be used' },
  revoked: { ja: '失効', en: 'revoked' },
  'authority-revoked': { ja: '発行局の失効', en: 'its CA was revoked' },
  'user-closed': { ja: '利用者が停止中', en: 'the user is closed' },
  'contract-closed': { ja: '契約が終了', en: 'the contract is closed' },
  'no-address': { ja: 'アドレス未登録', en: 'no address' },
  'address-bounced': { ja: '以前のメールが返送されたアドレス', en: 'an address that mails came back from' },
  'no-sender': { ja: '送信元の設定なし', en: 'the bank has no sender' },
  refused: { ja: 'サーバーが拒否', en: 'refused by the server' },
  'given-up': { ja: '再送期限切れ', en: 'given up after days' },
  bounced: { ja: '返送された', en: 'came back' },
};

export const headOfMails: Readonly<Record<Language, readonly string[]>> = {
  ja: ['ID', '対象', '利用者', 'シリアル番号', '送信予定', '状態', '理由', '宛先', 'サーバーの応答'],
  en: ['ID', 'for', 'user', 'serial', 'due', 'state', 'reason', 'address', 'answer'],
};

/** One mail, in the columns of {@link headOfMails}. */
export function rowOfMail({ mail, loginId, serial }: FoundMail, language: Language): readonly string[] {
  const reason = mail.reason && reasons[mail.reason][language];
  return [
    ...[mail.id, mail.occasion, loginId, serial ?? '', formatInstant(mail.dueAt)],
    ...[states[mail.state][language], reason ?? '', mail.address ?? '', mail.answer ?? ''],
  ];
}

/** One mail as programs get it; instants in ISO 8601. What it says is not told. */
export function mailJson({ mail, loginId, companyName, serial }: FoundMail): MailMessage {
  return {
    id: mail.id,
    bank: mail.bankId,
    loginId,
    companyName,
    certificate: mail.certificateId,
    serial,
    occasion: mail.occasion,
    dueAt: formatInstant(mail.dueAt),
    state: mail.state,
    reason: mail.reason,
    address: mail.address,
    tries: mail.tries,
    nextTryAt: mail.state === 'waiting' ? formatInstant(mail.nextTryAt) : null,
    sentAt: mail.sentAt && formatInstant(mail.sentAt),
    answer: mail.answer,
  };
}
