import type { Problem } from '@koshin/wire/problems/problem.ts';
import { type FormEvent, useState } from 'react';
import { useBank } from '../../portal/frame/session.ts';
import { loginTexts } from '../../texts/login.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { Exchange } from '../../ui/exchange/view.tsx';
import { PasswordField } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { Banner } from '../../ui/frame/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Serial } from '../../ui/serial/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { consentActs } from './consent-dialog.tsx';
import { HowSaved } from './how-saved.tsx';
import { OtherPcs } from './other-pcs.tsx';

const passwordId = 'login-password';
const otherPcsId = 'other-pcs';

/** Why the last try came to nothing. */
type Wrong = 'other-pcs-missing' | 'missing' | 'unclear' | { readonly triesLeft: number; readonly minutes: number };

function whyMismatched({ facts: { triesLeft, minutes } }: Problem): Wrong {
  return typeof triesLeft === 'number' && typeof minutes === 'number' ? { triesLeft, minutes } : 'unclear';
}

/** `renewal.start`: what will be renewed, the login password where it is old, and 「更新」. */
export function Start({ continuing }: { continuing: boolean }) {
  const step = useStep('start');
  const { t } = useTexts(renewalStartTexts);
  const { t: say } = useTexts(renewalTexts);
  const { t: ofLogin } = useTexts(loginTexts);
  const { run, facts, leave } = useRenewal();
  const bank = useBank();
  const [password, setPassword] = useState('');
  const [usedOnOtherPcs, setUsedOnOtherPcs] = useState<boolean | null>(null);
  const [passwordAsked, setPasswordAsked] = useState(false);
  const [busy, act] = useBusy();
  const form = useErrorsSaid((wrong: Wrong) => {
    if (wrong === 'other-pcs-missing') return { field: `${otherPcsId}-no`, words: t('otherPcs.missing') };
    if (wrong === 'missing') return { field: passwordId, words: ofLogin('password.missing') };
    if (wrong === 'unclear') return { field: passwordId, words: ofLogin('password.unclear') };
    return { field: passwordId, words: ofLogin('password.mismatch', wrong) };
  });
  if (facts === null) return null;
  const asksPassword = facts.renewal.passwordNeeded || passwordAsked;
  const asksOtherPcs = bank.overlapDays === 0;
  const byHelper = facts.helper !== null;

  const missing = (): Wrong[] => [
    ...(asksOtherPcs && usedOnOtherPcs === null ? (['other-pcs-missing'] as const) : []),
    ...(asksPassword && password === '' ? (['missing'] as const) : []),
  ];
  const renew = async () => {
    const errors = missing();
    form.show(errors);
    if (errors.length > 0) return;
    const given = asksPassword ? password : null;
    const refusal = await run.confirm({ password: given, usedOnOtherPcs, mediaStorage: bank.mediaStorage });
    if (refusal === null || refusal === 'unanswered') return;
    setPassword('');
    setPasswordAsked(true);
    form.show([asksPassword ? whyMismatched(refusal.problem) : 'missing']);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(renew);
  };
  return (
    <form noValidate onSubmit={submit}>
      {continuing && <Banner tone="information">{t('continuing')}</Banner>}
      <PageTitle step={step} errors={form.errors.length > 0}>
        {t('title')}
      </PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <p className={form.errors.length > 0 ? 'block' : undefined}>{t('body')}</p>
      <WhatIsRenewed />
      <div className="prose block">
        <HowSaved />
        <p>{t('consents', { n: byHelper && bank.helper?.consents === 'all' ? 1 : consentActs.length })}</p>
      </div>
      {asksOtherPcs && (
        <OtherPcs
          id={otherPcsId}
          value={usedOnOtherPcs}
          onChange={setUsedOnOtherPcs}
          error={form.of(`${otherPcsId}-no`)}
        />
      )}
      {asksPassword && (
        <PasswordField
          id={passwordId}
          label={ofLogin('password.label')}
          hint={ofLogin('password.hint')}
          error={form.of(passwordId)}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
      )}
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {t('renew')}
        </Button>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </form>
  );
}

function WhatIsRenewed() {
  const { t, day } = useTexts(renewalStartTexts);
  const { facts } = useRenewal();
  if (!facts?.renewal.certificate) return null;
  const { certificate, newExpiryDate } = facts.renewal;
  return (
    <div className="block">
      <Ledger
        terms
        rows={[
          { label: t('owner'), value: certificate.ownerName },
          { label: t('issuer'), value: certificate.issuerName },
          { label: t('serial'), value: <Serial hex={certificate.serial} /> },
          { label: t('expiry'), value: <Exchange from={day(certificate.expiryDate)} to={day(newExpiryDate)} /> },
        ]}
      />
    </div>
  );
}
