import { sayLack } from '../../helper/say-lack.ts';
import { helperTexts } from '../../texts/helper-parts.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalPrepareTexts } from '../../texts/renewal-prepare.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Bullets, Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Missing } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { DownloadLink } from './download-link.tsx';

interface CheckProps {
  readonly missing: readonly Missing[];
  readonly ofHelper: boolean;
}

/** `renewal.check`; where only the clock is off, the customer may go on as it is, and without the helper at any time. */
export function Check({ missing, ofHelper }: CheckProps) {
  const { t, prose } = useTexts(renewalPrepareTexts);
  const ofParts = useTexts(helperTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, leave, stillValid } = useRenewal();
  const [busy, act] = useBusy();
  const onlyClock = missing.every(({ code }) => code === 'clock-skew');
  const points = missing.map((part) =>
    part.code === 'clock-skew' ? t('missing.clock', { minutes: part.minutes }) : sayLack(part, ofParts),
  );
  return (
    <>
      <PageTitle>{t('missing.title')}</PageTitle>
      <Prose>{prose('missing.body', { n: missing.length, stillValid })}</Prose>
      <Bullets prose points={points} />
      {ofHelper && <DownloadLink />}
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(run.beginAgain)}>
          {t('missing.again')}
        </Button>
        {onlyClock && (
          <Button busy={busy} onPress={() => act(run.continueAnyway)}>
            {t('missing.anyway')}
          </Button>
        )}
        {ofHelper && !onlyClock && (
          <Button busy={busy} onPress={() => act(run.beginWithoutHelper)}>
            {say('withoutHelper')}
          </Button>
        )}
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
