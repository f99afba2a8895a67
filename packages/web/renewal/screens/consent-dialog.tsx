import { useEffect, useRef } from 'react';
import { useBank } from '../../portal/frame/session.ts';
import { renewalConsentTexts } from '../../texts/renewal-consent.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Dialog } from '../../ui/dialog/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import type { ConsentAct } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';

/** The acts a customer is asked for on the way without helper, in order. */
export const consentActs: readonly ConsentAct[] = ['make-key', 'send-request', 'install'];

/** Milliseconds in which はい does not react: a press meant for the page before must not answer this. */
const pressesIgnored = 500;

/**
 * 「Webアクセスの確認」: which site asks for what. Both answers weigh the same; the focus is on いいえ, which is also
 * what Esc and no answer in time mean (R5, R7, R15).
 */
export function ConsentDialog({ act }: { act: ConsentAct }) {
  const { t } = useTexts(renewalConsentTexts);
  const { run } = useRenewal();
  const bank = useBank();
  const [busy, answer] = useBusy();
  const appeared = useRef(performance.now());
  useEffect(() => {
    const timer = setTimeout(() => run.decline('time'), bank.consentSeconds * 1000);
    return () => clearTimeout(timer);
  }, [run, bank.consentSeconds]);
  const yes = () => {
    if (performance.now() - appeared.current >= pressesIgnored) answer(run.consent);
  };
  const no = () => run.decline('no');
  const place = { i: consentActs.indexOf(act) + 1, n: consentActs.length };
  return (
    <Dialog
      title={t('title')}
      onSafe={no}
      answers={
        <ButtonRow>
          <Button busy={busy} onPress={yes}>
            {t('yes')}
          </Button>
          <Button safe onPress={no}>
            {t('no')}
          </Button>
        </ButtonRow>
      }
    >
      <p>{t('body')}</p>
      <Ledger
        rows={[
          { label: t('site'), value: <b className="url">{location.origin}</b> },
          { label: t('bank'), value: <Bank /> },
          { label: t('action', place), value: <span className="act">{t(`act.${act}`)}</span> },
        ]}
      />
      <p className="ask">{t('ask')}</p>
    </Dialog>
  );
}

function Bank() {
  const bank = useBank();
  const { language } = useTexts(renewalConsentTexts);
  return bank.name[language];
}
