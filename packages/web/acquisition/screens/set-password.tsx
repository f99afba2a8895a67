import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type FormEvent, useState } from 'react';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField, ShowPasswords } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { judgeNewPassword, type NewPasswordFault, newPasswordLength as n } from '../new-password.ts';
import { type GivesStanding, useTry } from '../use-try.ts';
import { type AsksPassword, WhoseCode } from './whose-code.tsx';

const first = 'login-password';
const second = 'login-password-again';

/** `acq.password`: before the certificate is made, so that all typing is done and its first use follows at once. */
export function SetPassword({ standing, ...to }: GivesStanding & { standing: AsksPassword }) {
  const { t, prose } = useTexts(acquisitionTexts);
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, act] = useBusy();
  const tryOnce = useTry({ ...to, shown: ['login-password-unfit'] });
  const form = useErrorsSaid((fault: NewPasswordFault) => ({
    field: fault === 'different' ? second : first,
    words: fault === 'short' ? t('set.short', { n }) : t(`set.${fault}`),
  }));
  const setIt = async () => {
    const fault = judgeNewPassword({ password, repeated });
    if (fault !== null) return form.show([fault]);
    const refused = await tryOnce(portalPaths.acquisitionPassword, { password });
    if (refused === null) return;
    const rule = refused.fact('rule');
    form.show([rule === 'characters' || rule === 'same-as-code' ? rule : 'short']);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(setIt);
  };
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle errors={form.errors.length > 0}>{t('set.title')}</PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <Prose block={form.errors.length > 0}>{prose('set.body')}</Prose>
      <WhoseCode {...standing} />
      <PasswordField
        id={first}
        label={t('set.label')}
        hint={t('set.hint', { n })}
        error={form.of(first)}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        shown={shown}
      />
      <PasswordField
        id={second}
        label={t('set.repeat')}
        error={form.of(second)}
        value={repeated}
        onChange={setRepeated}
        autoComplete="new-password"
        shown={shown}
      />
      <ShowPasswords shown={shown} onChange={setShown} />
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {t('set.set')}
        </Button>
      </ButtonRow>
    </form>
  );
}
