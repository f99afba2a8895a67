import { type FormEvent, useState } from 'react';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalResumeTexts } from '../../texts/renewal-resume.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { PasswordField } from '../../ui/field/password.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { LinkList } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useRenewal } from '../window/renewal-context.ts';

const field = 'file-password';

/** `resume.key-kept`: the password opens the key in this page; it goes nowhere. */
export function KeyKept() {
  const { t, prose } = useTexts(renewalResumeTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run } = useRenewal();
  const [password, setPassword] = useState('');
  const [busy, act] = useBusy();
  const form = useErrorsSaid((wrong: 'missing' | 'mismatch') => ({ field, words: t(`keyKept.${wrong}`) }));
  const open = async () => {
    if (password === '') return form.show(['missing']);
    if ((await run.openKey(password)) === 'opened') return;
    setPassword('');
    form.show(['mismatch']);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(open);
  };
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle errors={form.errors.length > 0}>{t('title')}</PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <Prose block={form.errors.length > 0}>{prose('keyKept.body')}</Prose>
      <PasswordField
        id={field}
        label={t('keyKept.password')}
        error={form.of(field)}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {say('keepOn')}
        </Button>
      </ButtonRow>
      <LinkList links={[{ label: t('keyKept.forgotten'), onPress: () => run.turn('password-forgotten') }]} />
    </form>
  );
}
