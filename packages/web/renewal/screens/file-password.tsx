import { type FormEvent, useState } from 'react';
import { useBank } from '../../portal/frame/session.ts';
import { renewalFileTexts } from '../../texts/renewal-file.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField, ShowPasswords } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { judgeFilePassword, type PasswordFault } from '../flow/file-password.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';

const first = 'file-password';
const second = 'file-password-again';

/** `renewal.file-password`: asked before the key is made, so that the key is never stored unprotected. */
export function FilePassword() {
  const step = useStep('file-password');
  const { t, prose } = useTexts(renewalFileTexts);
  const { run } = useRenewal();
  const bank = useBank();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [shown, setShown] = useState(false);
  const n = bank.filePasswordLength;
  const form = useErrorsSaid((fault: PasswordFault) => ({
    field: fault === 'different' ? second : first,
    words: fault === 'short' ? t('password.short', { n }) : t(`password.${fault}`),
  }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = judgeFilePassword({ password, repeated, length: n });
    if (fault === null) run.choosePassword(password);
    else form.show([fault]);
  };
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle step={step} errors={form.errors.length > 0}>
        {t('password.title')}
      </PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <Prose block={form.errors.length > 0}>{prose('password.body')}</Prose>
      <PasswordField
        id={first}
        label={t('password.label')}
        hint={t('password.hint', { n })}
        error={form.of(first)}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        shown={shown}
      />
      <PasswordField
        id={second}
        label={t('password.repeat')}
        error={form.of(second)}
        value={repeated}
        onChange={setRepeated}
        autoComplete="new-password"
        shown={shown}
      />
      <ShowPasswords shown={shown} onChange={setShown} />
      <ButtonRow>
        <Button kind="filled" type="submit">
          {t('password.next')}
        </Button>
      </ButtonRow>
    </form>
  );
}
