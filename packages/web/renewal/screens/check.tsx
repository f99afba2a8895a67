import { renewalTexts } from '../../texts/renewal.ts';
import { renewalPrepareTexts } from '../../texts/renewal-prepare.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Bullets, Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Missing } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** `renewal.check`; where only the clock is off, the customer may go on as it is. */
export function Check({ missing }: { missing: readonly Missing[] }) {
  const { t, prose } = useTexts(renewalPrepareTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, leave, stillValid } = useRenewal();
  const [busy, act] = useBusy();
  const onlyClock = missing.every((part) => typeof part === 'object');
  const points = missing.map((part) =>
    part === 'store-not-writable' ? t('missing.store') : t('missing.clock', { minutes: part.clockSkewMinutes }),
  );
  return (
    <>
      <PageTitle>{t('missing.title')}</PageTitle>
      <Prose>{prose('missing.body', { n: missing.length, stillValid })}</Prose>
      <Bullets prose points={points} />
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(run.beginAgain)}>
          {t('missing.again')}
        </Button>
        {onlyClock && (
          <Button busy={busy} onPress={() => act(run.continueAnyway)}>
            {t('missing.anyway')}
          </Button>
        )}
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
