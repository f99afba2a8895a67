import { errorTexts } from '../../texts/errors.ts';
import { type Term, useStillValid } from '../../texts/use-still-valid.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `browser.unsupported`: no WebCrypto, no IndexedDB, or too old. `term` is the present certificate, if known. */
export function BrowserUnsupported({ term }: { term: Term | null }) {
  const { t, prose } = useTexts(errorTexts);
  const stillValid = useStillValid(term);
  return (
    <>
      <PageTitle>{t('unsupported.title')}</PageTitle>
      <Prose>{prose('unsupported.body', { stillValid })}</Prose>
    </>
  );
}

/** `browser.phone`: by platform, never by width. `back`: the page from which the customer came. */
export function BrowserPhone({ back = '/notices' }: { back?: string }) {
  const { t, prose } = useTexts(errorTexts);
  return (
    <>
      <PageTitle>{t('phone.title')}</PageTitle>
      <Prose>{prose('phone.body')}</Prose>
      <ButtonRow>
        <ButtonLink kind="filled" href={back}>
          {t('phone.back')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}

/** `browser.cookies` */
export function CookiesBlocked() {
  const { t, prose } = useTexts(errorTexts);
  return (
    <>
      <PageTitle>{t('cookies.title')}</PageTitle>
      <Prose>{prose('cookies.body')}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={() => location.reload()}>
          {t('again')}
        </Button>
      </ButtonRow>
    </>
  );
}
