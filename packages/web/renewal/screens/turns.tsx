import { renewalTexts } from '../../texts/renewal.ts';
import { renewalTurnsTexts } from '../../texts/renewal-turns.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { PresentationRefusal } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { PresentWords } from './proof-refused.tsx';

/** `turn.two-windows` */
export function TwoWindows({ startedAt, fileSaved }: { startedAt: string; fileSaved: boolean }) {
  const { t, prose, instant } = useTexts(renewalTurnsTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, leave } = useRenewal();
  const [busy, act] = useBusy();
  const unsaved = fileSaved ? '' : t('twoWindows.unsaved');
  return (
    <>
      <PageTitle>{t('twoWindows.title')}</PageTitle>
      <Prose>{prose('twoWindows.body', { startedAt: instant(startedAt), unsaved })}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(run.takeOver)}>
          {t('twoWindows.here')}
        </Button>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}

/** `turn.moved`: heard at once, as it comes without the customer's doing in this window. */
export function Moved() {
  const { t } = useTexts(renewalTurnsTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  return (
    <>
      <PageTitle>{t('moved.title')}</PageTitle>
      <div className="prose" role="alert">
        <p>{t('moved.body')}</p>
      </div>
      <ButtonRow>
        <Button kind="filled" onPress={leave}>
          {say('close')}
        </Button>
      </ButtonRow>
    </>
  );
}

/** `renewal.login-again`; after another certificate was presented, its `present.*` page says which. */
export function LoginAgain({ refusal }: { refusal: PresentationRefusal | null }) {
  const { t, prose } = useTexts(renewalTurnsTexts);
  const { facts, stillValid } = useRenewal();
  if (refusal !== null) {
    return (
      <PresentWords refusal={refusal}>
        <Answers />
        <FailureTail refNo={refusal.refNo} />
      </PresentWords>
    );
  }
  const serialTail = facts?.renewal.certificate?.serialTail ?? '';
  return (
    <>
      <PageTitle>{t('loginAgain.title')}</PageTitle>
      <Prose>{prose('loginAgain.body', { serialTail, stillValid })}</Prose>
      <Answers />
    </>
  );
}

function Answers() {
  const { t: say } = useTexts(renewalTexts);
  const { run, leave } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <ButtonRow>
      <Button kind="filled" busy={busy} onPress={() => act(run.presentCurrent)}>
        {say('check')}
      </Button>
      <Button onPress={leave}>{say('close')}</Button>
    </ButtonRow>
  );
}
