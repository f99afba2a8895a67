import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
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
        <Button onPress={() => history.back()}>{t('forgot.back')}</Button>
      </ButtonRow>
    </>
  );
}
