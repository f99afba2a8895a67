import { useState } from 'react';
import { renewalTexts } from '../../texts/renewal.ts';
import { sessionTexts } from '../../texts/session.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Dialog } from '../../ui/dialog/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';

/**
 * `turn.session` before the file is saved: page and key stay, and saving goes on without a session. The login opens in a
 * window of its own; this one goes on by itself when it is done.
 */
export function SessionDialog() {
  const { t, prose } = useTexts(sessionTexts);
  const { t: say } = useTexts(renewalTexts);
  const { bank } = useSpeech();
  const { stillValid } = useRenewal();
  const [read, setRead] = useState(false);
  if (read) return null;
  const close = () => setRead(true);
  return (
    <Dialog
      title={t('expired.title')}
      onSafe={close}
      answers={
        <ButtonRow>
          <Button kind="filled" onPress={() => window.open('/', '_blank')}>
            {t('login')}
          </Button>
          <Button safe onPress={close}>
            {say('keepOn')}
          </Button>
        </ButtonRow>
      }
    >
      {prose('expired.body', { minutes: String(bank?.idleMinutes ?? 15), stillValid })}
    </Dialog>
  );
}
