import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { helperKeyKindOf } from '@koshin/lifecycle/policies/helper-key-kind.ts';
import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { Addresses } from '../../../configuration/addresses.ts';
import type { HelperOffer } from '../../../configuration/configuration.ts';
import type { SessionFacts } from '../../../use-cases/login/describe-session.ts';
import { certificateView } from './certificate-view.ts';

export function sessionView(
  facts: SessionFacts,
  { csrf, addresses, helper }: { csrf: string; addresses: Addresses; helper: HelperOffer | null },
): SessionView {
  const frame = {
    bank: bankView(facts, addresses, helper),
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
    guidance: facts.guidance,
    banner: facts.banner && { ...facts.banner },
  };
}

function bankView({ bank, issuerNames }: SessionFacts, addresses: Addresses, helper: HelperOffer | null): BankView {
  const { policy } = bank;
  const keyKind = helperKeyKindOf(policy);
  return {
    id: bank.id,
    name: bank.name,
    serviceName: bank.serviceName,
    self: bank.self,
    helpDesk: bank.helpDesk,
    phone: bank.phone,
    phoneHours: bank.phoneHours,
    issuerNames: [...issuerNames],
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
    helper: keyKind && helper && { ...helper, keyKind, consents: policy.helperConsents },
  };
}
