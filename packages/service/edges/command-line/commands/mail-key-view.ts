import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import {
  type ListedMailCertificate,
  listMailCertificates,
} from '../../../use-cases/mail-certificates/list-mail-certificates.ts';
import type { Call, Outcome } from '../framework/command-spec.ts';
import { table } from './table.ts';

/** All of a bank's, the newest first, under what is to be said of them. */
export async function mailCertificates(
  { means, language }: Call,
  bankId: string,
  notes: readonly string[] = [],
): Promise<Outcome> {
  const all = await listMailCertificates(means, bankId);
  const rows = all.map(({ certificate, source, state }) => [
    String(certificate.number),
    certificate.address,
    sourceWords[source][language],
    stateWords[state][language],
    formatInstant(certificate.notAfter),
    certificate.keyName,
  ]);
  return { json: all.map(mailCertificateJson), lines: [...notes, ...table(head[language], rows)] };
}

/** As programs get it; instants in ISO 8601, the certificate in PEM. */
function mailCertificateJson({ certificate, source, state }: ListedMailCertificate) {
  const { number, address, keyName, serial, issuance, certificateDer, notBefore, notAfter } = certificate;
  return {
    ...{ number, address, source, state, keyName, serial, issuerId: issuance?.issuerId ?? null },
    notBefore: formatInstant(notBefore),
    notAfter: formatInstant(notAfter),
    certificate: certificateDer && encodePem('CERTIFICATE', certificateDer),
  };
}

const head = {
  ja: ['番号', 'アドレス', '発行元', '状態', '有効期限', '鍵'],
  en: ['number', 'address', 'from', 'state', 'ends', 'key'],
} as const;

const sourceWords = {
  'own-ca': { ja: '金庫の発行局', en: "the bank's CA" },
  imported: { ja: '取り込み', en: 'imported' },
} as const;

const stateWords = {
  unsigned: { ja: '未署名', en: 'not signed yet' },
  coming: { ja: '開始前', en: 'begins later' },
  valid: { ja: '有効', en: 'valid' },
  ended: { ja: '期限切れ', en: 'ended' },
  revoked: { ja: '失効', en: 'revoked' },
} as const;
