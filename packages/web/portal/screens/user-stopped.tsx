import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `login.user-stopped`: the user is locked or the contract closed. */
export function UserStopped({ refNo = null }: { refNo?: string | null }) {
  const { t, prose } = useTexts(loginTexts);
  return (
    <>
      <PageTitle>{t('stopped.title')}</PageTitle>
      <Prose>{prose('stopped.body')}</Prose>
      {refNo !== null && <FailureTail refNo={refNo} />}
    </>
  );
}
