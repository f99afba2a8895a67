import { renewalTexts } from '../../texts/renewal.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { renewalTokenTexts } from '../../texts/renewal-token.ts';
import { type Spoken, useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Place, TokenTrouble } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** `token.error.*`: もう一度確認する goes on where it stopped, and saving on the PC is always possible. */
export function TokenError({ trouble, asked }: Omit<Extract<Place, { readonly at: 'token-error' }>, 'at'>) {
  const spoken = useTexts(renewalTokenTexts);
  const { t } = spoken;
  const { t: say } = useTexts(renewalTexts);
  const { t: ofStorage } = useTexts(renewalStartTexts);
  const { run, leave, stillValid, term } = useRenewal();
  const [busy, act] = useBusy();
  // Trying again then helps only once the bank has unlocked it.
  const locked = trouble.code === 'token-pin-locked';
  const again = () => (asked === null ? act(run.chooseToken) : run.turn('asked-again'));
  const checkAgain = (
    <Button key="again" kind={locked ? 'outlined' : 'filled'} busy={busy} onPress={again}>
      {say('checkAgain')}
    </Button>
  );
  const onPc = (
    <Button key="pc" kind={locked ? 'filled' : 'outlined'} onPress={() => run.turn('store-on-pc')}>
      {ofStorage('storage.pc')}
    </Button>
  );
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Prose>
        <p>{sayTrouble(trouble, spoken)}</p>
        {stillValid !== '' && <p>{stillValid}</p>}
      </Prose>
      <ButtonRow>
        {locked ? [onPc, checkAgain] : [checkAgain, onPc]}
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
      {/* Who has no certificate yet cannot log in to apply. */}
      {trouble.code === 'token-no-application' && term !== null && (
        <LinkList links={[{ label: t('apply'), href: '/token' }]} />
      )}
    </>
  );
}

/** Says no number that the token did not say. */
export function sayTrouble({ code, facts }: TokenTrouble, { t }: Pick<Spoken<typeof renewalTokenTexts>, 't'>): string {
  const { n, tries, tokenSerialTail } = facts;
  switch (code) {
    case 'token-multiple':
      if (typeof tokenSerialTail !== 'string' || typeof n !== 'number') return t('token-multiple.any');
      return t('token-multiple', { n, tokenSerialTail });
    case 'token-not-registered':
      return t('token-not-registered', { tokenSerialTail: String(tokenSerialTail ?? '') });
    case 'token-pin-wrong':
      return typeof tries === 'number' ? t('token-pin-wrong', { tries }) : t('token-pin-wrong.untold');
    default:
      return t(code);
  }
}
