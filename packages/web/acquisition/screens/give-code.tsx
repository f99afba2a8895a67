import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type FormEvent, useState } from 'react';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { toHalfWidthId } from '../../texts/codes.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { IdField } from '../../ui/field/view.tsx';
import { Banner } from '../../ui/frame/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { type GivesStanding, useTry } from '../use-try.ts';

type Wrong = 'loginId.missing' | 'code.missing' | { readonly n: string };

/** `acq.start`: user ID and code, as they stand on the paper. */
export function GiveCode({ again, onStanding, onRefused }: GivesStanding & { again: boolean }) {
  const { t, prose } = useTexts(acquisitionTexts);
  const [loginId, setLoginId] = useState('');
  const [code, setCode] = useState('');
  const [busy, act] = useBusy();
  const tryOnce = useTry({ onStanding, onRefused, shown: ['acquisition-mismatch'] });
  const form = useErrorsSaid((wrong: Wrong) => {
    if (typeof wrong === 'object') return { field: 'acquisition-code', words: t('mismatch', wrong) };
    return { field: wrong === 'loginId.missing' ? 'login-id' : 'acquisition-code', words: t(wrong) };
  });
  const open = async () => {
    const body = { loginId: toHalfWidthId(loginId), code: toHalfWidthId(code) };
    const missing: Wrong[] = [
      ...(body.loginId === '' ? (['loginId.missing'] as const) : []),
      ...(body.code === '' ? (['code.missing'] as const) : []),
    ];
    if (missing.length > 0) return form.show(missing);
    const refused = await tryOnce(portalPaths.acquisitions, body);
    if (refused !== null) form.show([{ n: refused.fact('n') ?? '―' }]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(open);
  };
  return (
    <form noValidate onSubmit={submit}>
      {again && <Banner tone="information">{t('again')}</Banner>}
      <PageTitle errors={form.errors.length > 0}>{t('title')}</PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <Prose block={form.errors.length > 0}>{prose('body')}</Prose>
      <IdField
        id="login-id"
        label={t('loginId')}
        error={form.of('login-id')}
        value={loginId}
        onChange={setLoginId}
        convert={toHalfWidthId}
        autoComplete="username"
      />
      <IdField
        id="acquisition-code"
        label={t('code')}
        hint={t('code.hint')}
        error={form.of('acquisition-code')}
        value={code}
        onChange={setCode}
        convert={toHalfWidthId}
        autoComplete="one-time-code"
      />
      <ButtonRow>
        <Button kind="filled" type="submit" busy={busy}>
          {t('next')}
        </Button>
      </ButtonRow>
    </form>
  );
}
