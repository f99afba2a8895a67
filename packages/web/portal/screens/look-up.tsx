import { LookUpResult } from '@koshin/wire/portal/certificate-view.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type FormEvent, useState } from 'react';
import { toHalfWidthId } from '../../texts/codes.ts';
import { presentTexts } from '../../texts/present.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Disclosure } from '../../ui/disclosure/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { IdField } from '../../ui/field/view.tsx';
import { api } from '../api/page-api.ts';
import { Refused, Unanswered } from '../api/refused.ts';
import { LookUpFound } from './look-up-found.tsx';

/** ▸登録の状況を調べる on `present.none`: what is registered, for who knows ID and password; limited like the login. */
export function LookUp() {
  const { t } = useTexts(presentTexts);
  const [found, setFound] = useState<LookUpResult | null>(null);
  return (
    <Disclosure summary={t('lookUp.summary')}>
      {found === null ? <Ask onFound={setFound} /> : <LookUpFound result={found} />}
    </Disclosure>
  );
}

/** What can be wrong, and at which field it is said. */
const fields = { idMissing: 'look-up-id', passwordMissing: 'look-up-password', mismatch: 'look-up-password' } as const;

function Ask({ onFound }: { onFound: (result: LookUpResult) => void }) {
  const { t } = useTexts(presentTexts);
  const [loginId, setLoginId] = useState('');
  const [password, setPassword] = useState('');
  const [busy, run] = useBusy();
  const form = useErrorsSaid((wrong: keyof typeof fields) => ({ field: fields[wrong], words: t(`lookUp.${wrong}`) }));

  const ask = async () => {
    const body = { loginId: toHalfWidthId(loginId), password };
    const idMissing = body.loginId === '';
    const passwordMissing = password === '';
    if (idMissing || passwordMissing) {
      return form.show([
        ...(idMissing ? ['idMissing' as const] : []),
        ...(passwordMissing ? ['passwordMissing' as const] : []),
      ]);
    }
    try {
      onFound(await api.post({ path: portalPaths.lookUp, body, answer: LookUpResult, repeat: 'never' }));
    } catch (error) {
      if (error instanceof Unanswered) return;
      if (!(error instanceof Refused && error.problem.code === 'password-mismatch')) throw error;
      setPassword('');
      form.show(['mismatch']);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(ask);
  };
  return (
    <form noValidate onSubmit={submit}>
      <p>{t('lookUp.body')}</p>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <IdField
        id="look-up-id"
        label={t('lookUp.loginId')}
        error={form.of('look-up-id')}
        value={loginId}
        onChange={setLoginId}
        convert={toHalfWidthId}
        autoComplete="username"
      />
      <PasswordField
        id="look-up-password"
        label={t('lookUp.password')}
        error={form.of('look-up-password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <ButtonRow>
        <Button type="submit" busy={busy}>
          {t('lookUp.ask')}
        </Button>
      </ButtonRow>
    </form>
  );
}
