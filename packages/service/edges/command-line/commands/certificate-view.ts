import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { FoundCertificate } from '../../../use-cases/certificates/find-certificates.ts';
import type { Language } from '../language.ts';

const statusWords = {
  issued: { ja: '発行済み（未使用）', en: 'issued, not yet used' },
  active: { ja: '使用中', en: 'in use' },
  retired: { ja: '更新済み', en: 'retired' },
  revoked: { ja: '失効', en: 'revoked' },
  expired: { ja: '期限切れ', en: 'expired' },
} as const;

export function statusOf({ facts }: FoundCertificate, language: Language): string {
  return statusWords[facts.status][language];
}

/** A certificate as programs get it; instants in ISO 8601, days as they are in the bank's zone, the certificate in PEM. */
export function certificateJson({ facts, certificate, loginId }: FoundCertificate) {
  return {
    id: certificate.id,
    bank: certificate.bankId,
    loginId,
    ownerName: facts.ownerName,
    companyName: facts.companyName,
    issuer: certificate.issuerId,
    issuerName: certificate.issuerLabel,
    serial: certificate.serial,
    subjectLabel: certificate.subjectLabel,
    status: facts.status,
    validFrom: formatInstant(certificate.notBefore),
    expiryDate: certificate.expiryDate,
    revocation: certificate.revocation && {
      at: formatInstant(certificate.revocation.at),
      reason: certificate.revocation.reason,
      by: certificate.revocation.by,
    },
    retiresAt: certificate.retiresAt && formatInstant(certificate.retiresAt),
    successor: certificate.successorId,
    certificate: encodePem('CERTIFICATE', certificate.der),
  };
}

/** One certificate, a line for each fact, its octets last. */
export function certificateLines(found: FoundCertificate, language: Language): string[] {
  const { facts, certificate, loginId } = found;
  const ja = language === 'ja';
  const { revocation, retiresAt } = certificate;
  const lines: readonly (readonly [string, string | null])[] = [
    ['ID', certificate.id],
    [ja ? '金庫' : 'bank', certificate.bankId],
    [ja ? '利用者' : 'user', `${loginId} ${facts.ownerName} (${facts.companyName})`],
    [ja ? '名称' : 'name', certificate.subjectLabel],
    [ja ? '発行局' : 'issuer', `${certificate.issuerLabel} (${certificate.issuerId})`],
    [ja ? 'シリアル番号' : 'serial', certificate.serial],
    [ja ? '状態' : 'status', statusOf(found, language)],
    [ja ? '有効期限' : 'expires', certificate.expiryDate],
    [ja ? '失効' : 'revoked', revocation && `${formatInstant(revocation.at)} ${revocation.reason} (${revocation.by})`],
    [ja ? '使えなくなる時点' : 'retires', retiresAt && formatInstant(retiresAt)],
  ];
  const told = lines.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [...told, encodePem('CERTIFICATE', certificate.der).trimEnd()];
}
