import type { ReactNode } from 'react';
import type { Refused } from '../../portal/api/refused.ts';
import { ErrorPage } from '../../portal/screens/error-page.tsx';
import { LoginLocked } from '../../portal/screens/login-locked.tsx';
import { UserStopped } from '../../portal/screens/user-stopped.tsx';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `acq.locked`, `acq.expired`, `acq.used`, and what the login refuses too: nothing more can be typed here. */
export function CodeRefused({ refused }: { refused: Refused }) {
  const { t, prose, day } = useTexts(acquisitionTexts);
  const { code, facts, refNo } = refused.problem;
  const fact = (name: string) => String(facts[name] ?? '');
  const dayFact = (name: string) => (facts[name] ? day(fact(name)) : '―');
  switch (code) {
    case 'acquisition-locked':
      return <Stopped title={t('locked.title')} body={prose('locked.body', { n: fact('n') })} refNo={refNo} />;
    case 'acquisition-expired':
      return (
        <Stopped
          title={t('expired.title')}
          body={prose('expired.body', { codeExpiry: dayFact('codeExpiry') })}
          refNo={refNo}
        />
      );
    case 'acquisition-used':
      return (
        <>
          <PageTitle>{t('used.title')}</PageTitle>
          <Prose>{prose('used.body', { usedDate: dayFact('usedDate') })}</Prose>
          <ButtonRow>
            <ButtonLink kind="filled" href="/">
              {t('login')}
            </ButtonLink>
          </ButtonRow>
          <FailureTail refNo={refNo} />
        </>
      );
    case 'login-locked':
      return <LoginLocked until={fact('until')} tries={Number(facts.n)} refNo={refNo} />;
    case 'user-suspended':
    case 'contract-closed':
      return <UserStopped refNo={refNo} />;
    default:
      return <ErrorPage error={refused} onAgain={() => location.reload()} />;
  }
}

function Stopped({ title, body, refNo }: { title: string; body: ReactNode; refNo: string }) {
  const { t } = useTexts(acquisitionTexts);
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Prose>{body}</Prose>
      <ButtonRow>
        <ButtonLink href="/">{t('back')}</ButtonLink>
      </ButtonRow>
      <FailureTail refNo={refNo} />
    </>
  );
}
