import { renewalTexts } from '../../texts/renewal.ts';
import { renewalPrepareTexts } from '../../texts/renewal-prepare.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { CheckList } from '../../ui/checks/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { Status } from '../../ui/status/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { type CheckStates, checkNames } from '../run/checks.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';

/** `renewal.prepare` */
export function Prepare({ checks }: { checks: CheckStates }) {
  const step = useStep('prepare');
  const { t, prose } = useTexts(renewalPrepareTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  const states = checkNames.map((name) => ({ label: t(`check.${name}`), state: checks[name] }));
  const checked = states.filter(({ state }) => state !== 'busy').length;
  const finished = checked === states.length;
  return (
    <>
      <PageTitle step={step}>{t('title')}</PageTitle>
      <Prose>{prose('body')}</Prose>
      <Status words={finished ? t('finished') : t('progress', { n: states.length, m: checked })} />
      <CheckList checks={states} />
      <ButtonRow>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
