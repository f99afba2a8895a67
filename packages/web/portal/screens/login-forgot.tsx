import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `login.forgot` */
export function LoginForgot() {
  const { t, prose } = useTexts(loginTexts);
  return (
    <>
      <PageTitle>{t('forgot.title')}</PageTitle>
      <Prose>{prose('forgot.body')}</Prose>
      <ButtonRow>
        <ButtonLink href="/login/password">{t('forgot.back')}</ButtonLink>
      </ButtonRow>
    </>
  );
}
