import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type PresentedSession, SessionView } from '@koshin/wire/portal/session-messages.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { Ledger } from '../../ui/ledger/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { api } from '../api/page-api.ts';
import { useNewSession } from '../api/queries.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Refused, Unanswered } from '../api/refused.ts';
import { tellWindows } from '../api/windows.ts';
import { Redirect } from '../frame/go.tsx';
import { pageAfterLogin } from '../frame/page-after-login.ts';
import { returnPath } from '../frame/return-path.ts';
import { useSession } from '../frame/session.ts';
import { forgetAttempt, usePresenting } from './attempt.ts';
import { UserStopped } from './user-stopped.tsx';

/** `login.password`: second factor, for the user the certificate names. */
export function LoginPassword() {
  const session = useSession();
  useEffect(forgetAttempt, []);
  switch (session.stage) {
    case 'presented':
      return <AskPassword session={session} />;
    case 'open':
      return <Redirect to={pageAfterLogin(session, returnPath())} />;
    default:
      return session.ended?.code === 'user-suspended' ? <UserStopped /> : <Redirect to="/" />;
  }
}

const field = 'login-password';

/** Why the last try came to nothing. */
type Wrong = 'missing' | 'unclear' | { readonly triesLeft: number; readonly minutes: number };

function AskPassword({ session }: { session: PresentedSession }) {
  const { t, day } = useTexts(loginTexts);
  const [password, setPassword] = useState('');
  const [busy, run] = useBusy();
  const [leaving, present] = usePresenting();
  const takeOver = useNewSession();
  const queryClient = useQueryClient();
  const form = useErrorsSaid((wrong: Wrong) => {
    if (wrong === 'missing') return { field, words: t('password.missing') };
    return { field, words: wrong === 'unclear' ? t('password.unclear') : t('password.mismatch', wrong) };
  });

  const login = async () => {
    if (password === '') return form.show(['missing']);
    try {
      await takeOver(
        await api.post({ path: portalPaths.password, body: { password }, answer: SessionView, repeat: 'never' }),
      );
      // A renewal window whose session had ended goes on.
      tellWindows({ kind: 'logged-in' });
    } catch (error) {
      // Whether the try arrived is not known: the session tells, as soon as the service can be reached again.
      if (error instanceof Unanswered) return queryClient.refetchQueries({ queryKey: queryKeys.session });
      if (!(error instanceof Refused && error.problem.code === 'password-mismatch')) throw error;
      setPassword('');
      form.show([whyMismatched(error)]);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(login);
  };
  const { user, certificate } = session;
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle spokenBefore={t('password.body')} errors={form.errors.length > 0}>
        {t('password.title')}
      </PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <p className={form.errors.length > 0 ? 'block' : undefined}>{t('password.body')}</p>
      <div className="block">
        <Ledger
          rows={[
            { label: t('password.company'), value: user.companyName },
            { label: t('password.user'), value: user.userName },
            { label: t('password.loginId'), value: <span className="mono">{user.loginId}</span> },
            { label: t('password.expiry'), value: <span className="nw">{day(certificate.expiryDate)}</span> },
          ]}
        />
      </div>
      <PasswordField
        id={field}
        label={t('password.label')}
        hint={t('password.hint')}
        error={form.of(field)}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {t('password.login')}
        </Button>
        <Button busy={leaving} onPress={present}>
          {t('password.other')}
        </Button>
      </ButtonRow>
      <LinkList links={[{ label: t('password.forgot'), href: '/login/forgot' }]} />
    </form>
  );
}

function whyMismatched({ problem: { facts } }: Refused): Wrong {
  const { triesLeft, minutes } = facts;
  return typeof triesLeft === 'number' && typeof minutes === 'number' ? { triesLeft, minutes } : 'unclear';
}
