import { useOpenSession } from '../../portal/frame/session.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalConsentTexts } from '../../texts/renewal-consent.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { usableSuccessors } from '../flow/facts.ts';
import type { Place } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

type DeclinedPlace = Extract<Place, { readonly at: 'declined' }>;

/** `turn.declined`: nothing was done; the same question can be asked again. */
export function Declined({ asked, because }: Omit<DeclinedPlace, 'at'>) {
  const { t, rich, prose, instant } = useTexts(renewalConsentTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, facts, leave, stillValid } = useRenewal();
  const { bank } = useOpenSession();
  const issued = facts !== null && usableSuccessors(facts).length > 0 ? t('declined.issued') : '';
  const act = t(`act.${askedFor(asked, bank.helper?.consents ?? 'each')}`);
  return (
    <>
      <PageTitle>{t('declined.title')}</PageTitle>
      <Prose>
        {because === 'busy' && prose('declined.busy', { act })}
        {typeof because === 'object' && prose('declined.often', { act, retryAt: instant(because.retryAt) })}
        {(because === 'no' || because === 'time') && prose('declined.body', { act })}
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

/** As the question named it. */
function askedFor({ at, act }: DeclinedPlace['asked'], consents: 'each' | 'all') {
  if (at === 'consent') return act;
  if (act === 'make-key' && consents === 'all') return 'all';
  return act === 'install' ? 'install-by-helper' : act;
}
