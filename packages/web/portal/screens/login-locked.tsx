import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

interface Locked {
  /** When it opens again by itself. */
  readonly until: string;
  /** How many tries did not match. */
  readonly tries: number;
  readonly refNo: string | null;
}

/** `login.locked` */
export function LoginLocked({ until, tries, refNo }: Locked) {
  const { t, prose, instant } = useTexts(loginTexts);
  return (
    <>
      <PageTitle>{t('locked.title')}</PageTitle>
      <Prose>{prose('locked.body', { n: String(tries), until: instant(until) })}</Prose>
      <ButtonRow>
        <ButtonLink href="/">{t('locked.back')}</ButtonLink>
      </ButtonRow>
      {refNo !== null && <FailureTail refNo={refNo} />}
    </>
  );
}
