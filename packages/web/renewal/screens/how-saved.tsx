import { useBank } from '../../portal/frame/session.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { LinkButton } from '../../ui/button/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';

/** 保存の方法, and the other way where the bank offers the helper. */
export function HowSaved() {
  const { t } = useTexts(renewalStartTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, facts } = useRenewal();
  const bank = useBank();
  if (facts?.helper) {
    return (
      <p>
        {t('howSavedByHelper')}{' '}
        <LinkButton onPress={() => void run.beginWithoutHelper()}>{say('withoutHelper')}</LinkButton>
      </p>
    );
  }
  return (
    <p>
      {t('howSaved')}{' '}
      {bank.helper && <LinkButton onPress={() => void run.beginWithHelper()}>{t('useHelper')}</LinkButton>}
    </p>
  );
}
