import { renewalTexts } from '../../texts/renewal.ts';
import { renewalConsentTexts } from '../../texts/renewal-consent.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { usableSuccessors } from '../flow/facts.ts';
import type { ConsentAct } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** `turn.declined`: nothing was done; the same dialog can be shown again. */
export function Declined({ act }: { act: ConsentAct }) {
  const { t, rich, prose } = useTexts(renewalConsentTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, facts, leave, stillValid } = useRenewal();
  const issued = facts !== null && usableSuccessors(facts).length > 0 ? t('declined.issued') : '';
  return (
    <>
      <PageTitle>{t('declined.title')}</PageTitle>
      <Prose>
        {prose('declined.body', { act: t(`act.${act}`) })}
        {(issued !== '' || stillValid !== '') && <p>{rich('declined.unchanged', { issued, stillValid })}</p>}
      </Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => run.turn('asked-again')}>
          {say('keepOn')}
        </Button>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
    </>
  );
}
