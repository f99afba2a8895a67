import type { OpenSession } from '@koshin/wire/portal/session-messages.ts';
import { sessionTexts } from '../../texts/session.ts';
import { useStillValid } from '../../texts/use-still-valid.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

/** `session.expired`; `last` is the session as this page last knew it. */
export function SessionExpired({ last }: { last: OpenSession | null }) {
  const { t, prose } = useTexts(sessionTexts);
  const { bank } = useSpeech();
  const stillValid = useStillValid(last?.certificate ?? null);
  return (
    <>
      <PageTitle>{t('expired.title')}</PageTitle>
      <Prose>{prose('expired.body', { minutes: String(bank?.idleMinutes ?? 15), stillValid })}</Prose>
      <Login />
    </>
  );
}

/** `session.ended`: the certificate of the session was revoked or retired at this instant. */
export function SessionEnded({ at }: { at: string }) {
  const { t, prose, instant } = useTexts(sessionTexts);
  return (
    <>
      <PageTitle>{t('ended.title')}</PageTitle>
      <Prose>{prose('ended.body', { time: instant(at) })}</Prose>
      <Login />
    </>
  );
}

/** `logout` */
export function LoggedOut() {
  const { t, prose } = useTexts(sessionTexts);
  return (
    <>
      <PageTitle>{t('logout.title')}</PageTitle>
      <Prose>{prose('logout.body')}</Prose>
      <LinkList links={[{ label: t('logout.again'), href: '/' }]} />
    </>
  );
}

function Login() {
  const { t } = useTexts(sessionTexts);
  return (
    <ButtonRow>
      <ButtonLink kind="filled" href="/">
        {t('login')}
      </ButtonLink>
    </ButtonRow>
  );
}
