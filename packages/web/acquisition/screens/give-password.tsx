import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type FormEvent, useState } from 'react';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { loginTexts } from '../../texts/login.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { LinkList } from '../../ui/links/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { type GivesStanding, useTry } from '../use-try.ts';
import { type AsksPassword, WhoseCode } from './whose-code.tsx';

const field = 'login-password';

type Wrong = 'missing' | 'unclear' | { readonly triesLeft: number; readonly minutes: number };

/** The login password of who has one: as at login (`login.password`). */
export function GivePassword({ standing, ...to }: GivesStanding & { standing: AsksPassword }) {
  const { t } = useTexts(acquisitionTexts);
  const { t: ofLogin } = useTexts(loginTexts);
  const [password, setPassword] = useState('');
  const [busy, act] = useBusy();
  const tryOnce = useTry({ ...to, shown: ['password-mismatch'] });
  const form = useErrorsSaid((wrong: Wrong) => {
    if (typeof wrong === 'string') return { field, words: ofLogin(`password.${wrong}`) };
    return { field, words: ofLogin('password.mismatch', wrong) };
  });
  const login = async () => {
    if (password === '') return form.show(['missing']);
    const refused = await tryOnce(portalPaths.acquisitionPassword, { password });
    if (refused === null) return;
    setPassword('');
    const { triesLeft, minutes } = refused.problem.facts;
    const told = typeof triesLeft === 'number' && typeof minutes === 'number';
    form.show([told ? { triesLeft, minutes } : 'unclear']);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(login);
  };
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle spokenBefore={t('give.body')} errors={form.errors.length > 0}>
        {t('give.title')}
      </PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <p className={form.errors.length > 0 ? 'block' : undefined}>{t('give.body')}</p>
      <WhoseCode {...standing} />
      <PasswordField
        id={field}
        label={ofLogin('password.label')}
        hint={ofLogin('password.hint')}
        error={form.of(field)}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {t('next')}
        </Button>
      </ButtonRow>
      <LinkList links={[{ label: ofLogin('password.forgot'), href: '/login/forgot' }]} />
    </form>
  );
}
