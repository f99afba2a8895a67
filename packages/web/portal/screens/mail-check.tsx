import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `mail.check`, public: is this mail real? */
export function MailCheck() {
  const { t, prose } = useTexts(loginTexts);
  return (
    <>
      <PageTitle>{t('mail.title')}</PageTitle>
      <Prose>{prose('mail.body')}</Prose>
      <ButtonRow>
        <ButtonLink kind="filled" href="/">
          {t('password.login')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}
