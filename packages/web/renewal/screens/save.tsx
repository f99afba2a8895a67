import { useEffect } from 'react';
import { renewalFileTexts } from '../../texts/renewal-file.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Delivered } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';

/** `renewal.save`: the file goes to the browser's download; until the customer says that it is there, closing asks. */
export function Save({ delivered, begun }: { delivered: Delivered; begun: boolean }) {
  const step = useStep('save');
  const { t, prose } = useTexts(renewalFileTexts);
  const { run } = useRenewal();
  const [saving, save] = useBusy();
  const [going, next] = useBusy();
  useCloseQuestion(run.state().flow.place.at === 'save');
  const { fileName } = delivered.issued;
  const onSave = () => save(async () => void (await run.saveFile('current')));
  return (
    <>
      <PageTitle step={step}>{t('save.title')}</PageTitle>
      <Prose>{prose('save.body', { fileName })}</Prose>
      <div role="status">{begun && <Frame tone="information">{t('save.begun', { fileName })}</Frame>}</div>
      <p className="prose block">{t('save.keepOpen')}</p>
      <ButtonRow>
        {begun && (
          <Button kind="filled" busy={going} onPress={() => next(run.confirmSaved)}>
            {t('save.next')}
          </Button>
        )}
        <Button kind={begun ? 'outlined' : 'filled'} busy={saving} onPress={onSave}>
          {t(begun ? 'save.again' : 'save.save')}
        </Button>
      </ButtonRow>
    </>
  );
}

/** The browser's own question before the window closes. */
function useCloseQuestion(asked: boolean): void {
  useEffect(() => {
    if (!asked) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [asked]);
}
