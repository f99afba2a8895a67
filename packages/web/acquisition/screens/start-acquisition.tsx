import { useBank } from '../../portal/frame/session.ts';
import { consentActs } from '../../renewal/screens/consent-dialog.tsx';
import { HowSaved } from '../../renewal/screens/how-saved.tsx';
import { useRenewal } from '../../renewal/window/renewal-context.ts';
import { useStep } from '../../renewal/window/use-step.ts';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** What will be got, how it is kept, and 「取得する」: the place of `renewal.start`. */
export function StartAcquisition() {
  const step = useStep('start');
  const { t, day } = useTexts(acquisitionTexts);
  const { t: ofStart } = useTexts(renewalStartTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, facts, leave } = useRenewal();
  const bank = useBank();
  const [busy, act] = useBusy();
  if (facts === null || facts.renewal.certificate !== null) return null;
  const { ownerName, companyName, issuerName, newExpiryDate } = facts.renewal;
  const asksOnce = facts.helper !== null && bank.helper?.consents === 'all';
  const acquire = async () => {
    await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: bank.mediaStorage });
  };
  return (
    <>
      <PageTitle step={step}>{t('title')}</PageTitle>
      <p>{t('start.body')}</p>
      <div className="block">
        <Ledger
          terms
          rows={[
            { label: ofStart('owner'), value: ownerName },
            { label: t('company'), value: companyName },
            { label: ofStart('issuer'), value: issuerName },
            { label: ofStart('expiry'), value: <span className="nw">{day(newExpiryDate)}</span> },
          ]}
        />
      </div>
      <div className="prose block">
        <HowSaved />
        <p>{ofStart('consents', { n: asksOnce ? 1 : consentActs.length })}</p>
      </div>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(acquire)}>
          {t('acquire')}
        </Button>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
