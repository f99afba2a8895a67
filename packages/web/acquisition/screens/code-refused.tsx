import type { Problem } from '@koshin/wire/problems/problem.ts';
import type { ReactNode } from 'react';
import { Refused } from '../../portal/api/refused.ts';
import { ErrorPage } from '../../portal/screens/error-page.tsx';
import { useRenewal } from '../../renewal/window/renewal-context.ts';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

interface CodeRefusedProps {
  readonly problem: Problem;
  readonly onAgain: () => void;
}

/** `acq.locked`, `acq.expired`, `acq.used`, and what is refused elsewhere too: nothing more can be typed here. */
export function CodeRefused({ problem, onAgain }: CodeRefusedProps) {
  const { t, prose, day } = useTexts(acquisitionTexts);
  const { code, facts, refNo } = problem;
  const { n, codeExpiry, usedDate } = facts;
  switch (code) {
    case 'acquisition-locked': {
      const body = typeof n === 'number' ? prose('locked.body', { n: String(n) }) : prose('askForAnother');
      return <Stopped title={t('locked.title')} body={body} refNo={refNo} />;
    }
    case 'acquisition-expired': {
      const body =
        typeof codeExpiry === 'string'
          ? prose('expired.body', { codeExpiry: day(codeExpiry) })
          : prose('askForAnother');
      return <Stopped title={t('expired.title')} body={body} refNo={refNo} />;
    }
    case 'acquisition-used':
      return (
        <>
          <PageTitle>{t('used.title')}</PageTitle>
          <Prose>
            {typeof usedDate === 'string' ? prose('used.body', { usedDate: day(usedDate) }) : prose('used.undated')}
          </Prose>
          <ButtonRow>
            <ButtonLink kind="filled" href="/">
              {t('login')}
            </ButtonLink>
          </ButtonRow>
          <FailureTail refNo={refNo} />
        </>
      );
    default:
      return <ErrorPage error={new Refused(problem)} onAgain={onAgain} />;
  }
}

/** The same for what is refused once the window is open, as when the code's last day ends meanwhile. */
export function RefusedInWindow({ problem }: { problem: Problem }) {
  const { run } = useRenewal();
  return <CodeRefused problem={problem} onAgain={() => void run.beginAgain()} />;
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
