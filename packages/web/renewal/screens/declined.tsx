import { useBank } from '../../portal/frame/session.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalConsentTexts } from '../../texts/renewal-consent.ts';
import { type Spoken, useTexts } from '../../texts/use-texts.tsx';
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
  const bank = useBank();
  const issued = facts !== null && usableSuccessors(facts).length > 0 ? t('declined.issued') : '';
  const act = sayAct(asked, { t, consents: bank.helper?.consents ?? 'each' });
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
function sayAct(
  asked: DeclinedPlace['asked'],
  { t, consents }: Pick<Spoken<typeof renewalConsentTexts>, 't'> & { readonly consents: 'each' | 'all' },
): string {
  if (asked.at === 'consent') return t(`act.${asked.act}`);
  const { act, store } = asked;
  if (act === 'send-request') return t('act.send-request');
  if (act === 'make-key' && consents === 'all') return t('act.all');
  if (store.kind === 'token') return t(`act.${act}-on-token`, { tokenSerialTail: store.serial.slice(-4) });
  return t(act === 'install' ? 'act.install-by-helper' : 'act.make-key');
}
