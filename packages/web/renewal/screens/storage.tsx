import { renewalTexts } from '../../texts/renewal.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow, Choices } from '../../ui/button/view.tsx';
import { Icon } from '../../ui/icons/view.tsx';
import { Bullets, Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { DownloadLink } from './download-link.tsx';

/** `renewal.storage`, for banks with media storage: two answers of equal weight (R6). */
export function Storage() {
  const step = useStep('storage');
  const { t, lines } = useTexts(renewalStartTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <>
      <PageTitle step={step}>{t('storage.title')}</PageTitle>
      <Choices>
        <Button onPress={() => run.turn('store-on-pc')}>
          <Icon name="pc" />
          {t('storage.pc')}
        </Button>
        <Button busy={busy} onPress={() => act(run.chooseToken)}>
          <Icon name="token" />
          {t('storage.token')}
        </Button>
      </Choices>
      <section className="section">
        <h2>{t('storage.before')}</h2>
        <Bullets prose points={lines('storage.points')} />
        <DownloadLink />
      </section>
    </>
  );
}

/** `renewal.usb-not-offered`: names what is missing; saving to this PC is always possible. */
export function UsbNotOffered() {
  const { t, prose } = useTexts(renewalStartTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run } = useRenewal();
  return (
    <>
      <PageTitle>{t('usb.title')}</PageTitle>
      <Prose>{prose('usb.body', { missing: t('usb.helper') })}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => run.turn('store-on-pc')}>
          {t('storage.pc')}
        </Button>
        <Button onPress={() => run.turn('back-to-storage')}>{say('back')}</Button>
      </ButtonRow>
    </>
  );
}
