import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf } from '@koshin/pki/x509/name.ts';
import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { Addresses } from '../../../configuration/addresses.ts';
import type { Bank, Issuer } from '../../../ports/register/records.ts';
import type { SessionFacts } from '../../../use-cases/login/describe-session.ts';
import { certificateView } from './certificate-view.ts';

export function sessionView(
  facts: SessionFacts,
  { csrf, addresses }: { csrf: string; addresses: Addresses },
): SessionView {
  const frame = {
    bank: bankView(facts.bank, { issuers: facts.issuers, addresses }),
    csrf,
    serverTime: formatInstant(facts.serverTime),
  };
  if (facts.stage === 'anonymous') {
    const ended = facts.ended && { code: facts.ended.code, at: formatInstant(facts.ended.at) };
    return { ...frame, stage: 'anonymous', ended };
  }
  const known = { ...frame, user: { ...facts.user }, certificate: certificateView(facts.certificate) };
  if (facts.stage === 'presented') return { ...known, stage: 'presented' };
  return {
    ...known,
    stage: 'open',
    lastLoginAt: facts.lastLoginAt === null ? null : formatInstant(facts.lastLoginAt),
    idleEndsAt: formatInstant(facts.idleEndsAt),
    endsAt: formatInstant(facts.endsAt),
    notices: { ...facts.notices },
    tone: facts.tone,
    banner: facts.banner && { ...facts.banner },
  };
}

function bankView(bank: Bank, { issuers, addresses }: { issuers: readonly Issuer[]; addresses: Addresses }): BankView {
  const { policy } = bank;
  return {
    id: bank.id,
    name: bank.name,
    serviceName: bank.serviceName,
    self: bank.self,
    helpDesk: bank.helpDesk,
    phone: bank.phone,
    phoneHours: bank.phoneHours,
    issuerNames: issuers.map((issuer) => issuerName(issuer)),
    portalHost: new URL(addresses.portalOrigin(bank.id)).host,
    presentationDomain: addresses.presentationDomain,
    mediaStorage: policy.mediaStorage,
    overlapDays: policy.overlapDays,
    newTermFrom: policy.newTermFrom,
    attemptMinutes: policy.attemptMinutes,
    idleMinutes: policy.idleMinutes,
    consentSeconds: policy.consentSeconds,
    filePasswordLength: policy.filePasswordLength,
    clockSkewMinutes: policy.clockSkewMinutes,
    keysPerRenewalAndDay: policy.keysPerRenewalAndDay,
  };
}

const names = new WeakMap<Issuer, string>();

/** The issuer's CN, as a browser's chooser shows it. */
function issuerName(issuer: Issuer): string {
  const known = names.get(issuer);
  if (known !== undefined) return known;
  const name = commonNameOf(parseCertificate(issuer.certificateDer).subject) ?? '';
  names.set(issuer, name);
  return name;
}
