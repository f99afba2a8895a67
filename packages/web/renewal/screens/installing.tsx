import { renewalTexts } from '../../texts/renewal.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { type ProgressLine, ProgressList } from '../../ui/checks/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { AskedByHelper } from './asked-by-helper.tsx';

/** `renewal.installing`: `installed` once the certificate's key has signed for it; then the presentation begins. */
export function Installing({ installed }: { installed: boolean }) {
  const { t } = useTexts(renewalHelperTexts);
  const step = useStep('installing');
  const lines: readonly ProgressLine[] = installed
    ? [
        { words: t('installing.saving'), state: 'done' },
        { words: t('installing.matching'), state: 'done' },
        { words: t('installing.checking'), state: 'busy' },
      ]
    : [{ words: t('installing.saving'), state: 'busy' }];
  return (
    <>
      <PageTitle step={step}>{t('installing.title')}</PageTitle>
      <Prose>
        <p>{t('installing.body')}</p>
      </Prose>
      <ProgressList lines={lines} />
      {!installed && <AskedByHelper act="install" />}
    </>
  );
}

/** `install.not-found`: repeated it is the same certificate; without the helper it is made again. */
export function InstallNotFound() {
  const { t, prose } = useTexts(renewalHelperTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, stillValid } = useRenewal();
  return (
    <>
      <PageTitle>{t('notFound.title')}</PageTitle>
      <Prose>{prose('notFound.body', { stillValid })}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => run.turn('asked-again')}>
          {t('notFound.again')}
        </Button>
        <Button onPress={() => void run.beginWithoutHelper()}>{say('withoutHelper')}</Button>
      </ButtonRow>
    </>
  );
}
