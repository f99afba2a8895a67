import { useEffect, useState } from 'react';
import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Disclosure } from '../../ui/disclosure/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { rememberedAttempt, usePresenting } from './attempt.ts';
import { CookiesBlocked } from './browser.tsx';
import { PresentationOutcome } from './presentation-outcome.tsx';

/**
 * `login.start`: makes no attempt until the button is pressed. Who comes back from an attempt (also out of the browser's
 * back/forward cache) sees what became of it instead.
 */
export function LoginStart() {
  const [nonce, setNonce] = useState(rememberedAttempt);
  useEffect(() => {
    const cameBack = (event: PageTransitionEvent) => event.persisted && setNonce(rememberedAttempt());
    addEventListener('pageshow', cameBack);
    return () => removeEventListener('pageshow', cameBack);
  }, []);
  if (!navigator.cookieEnabled) return <CookiesBlocked />;
  return nonce === null ? <Start /> : <PresentationOutcome key={nonce} nonce={nonce} otherwise={<Start />} />;
}

function Start() {
  const { t, prose } = useTexts(loginTexts);
  const [busy, present] = usePresenting();
  return (
    <>
      <PageTitle>{t('start.title')}</PageTitle>
      <Prose>{prose('start.body')}</Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={present}>
          {t('start.login')}
        </Button>
      </ButtonRow>
      <LinkList
        links={[
          { label: t('start.first'), href: '/first' },
          { label: t('start.expired'), href: '/expired' },
          { label: t('start.mail'), href: '/mail-check' },
        ]}
      />
      <Disclosure summary={t('start.more')}>
        <p>{t('start.moreBody')}</p>
      </Disclosure>
    </>
  );
}
