import { expiredTexts } from '../../texts/expired.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** What the help desk does by telephone: a reissue (`expired.request`). */
export function ByTelephone() {
  const { t, prose } = useTexts(expiredTexts);
  return (
    <>
      <PageTitle>{t('reissue.title')}</PageTitle>
      <Prose>{prose('telephone.body')}</Prose>
      <ButtonRow>
        <ButtonLink href="/">{t('back')}</ButtonLink>
      </ButtonRow>
    </>
  );
}
