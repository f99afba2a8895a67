import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type TokenCollection, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { type FormEvent, useState } from 'react';
import { tokenTexts } from '../../texts/token.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { ErrorSummary } from '../../ui/errors/view.tsx';
import { useErrorsSaid } from '../../ui/field/use-form.ts';
import { IdField } from '../../ui/field/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Question } from '../../ui/question/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { api } from '../api/page-api.ts';
import { useNewTokens, useTokens } from '../api/queries.ts';
import { Refused } from '../api/refused.ts';
import { Redirect, useGo } from '../frame/go.tsx';
import { useOpenSession } from '../frame/session.ts';

interface Filled {
  readonly collection: TokenCollection;
  readonly contact: string;
}

/** `token.apply`: what is asked, then the same to check before it is sent. What was filled in is kept on the way back. */
export function TokenApply() {
  const { mayApply } = useTokens();
  const [filled, setFilled] = useState<Partial<Filled>>({});
  const [checking, setChecking] = useState<Filled | null>(null);
  if (!mayApply) return <Redirect to="/token" />;
  if (checking) return <CheckAnswers filled={checking} onChange={() => setChecking(null)} />;
  const onFilled = (done: Filled) => {
    setFilled(done);
    setChecking(done);
  };
  return <ApplicationForm before={filled} onFilled={onFilled} />;
}

/** What can be wrong, and at which field it is said. */
const fields = { collection: 'token-collection-branch', contact: 'token-contact', long: 'token-contact' } as const;

const longestContact = 200;

function ApplicationForm({ before, onFilled }: { before: Partial<Filled>; onFilled: (filled: Filled) => void }) {
  const { t } = useTexts(tokenTexts);
  const { user } = useOpenSession();
  const [collection, setCollection] = useState(before.collection ?? null);
  const [typed, setTyped] = useState(before.contact ?? '');
  const form = useErrorsSaid((wrong: keyof typeof fields) => ({ field: fields[wrong], words: t(`wrong.${wrong}`) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const contact = typed.trim();
    if (collection !== null && contact !== '' && contact.length <= longestContact) {
      return onFilled({ collection, contact });
    }
    form.show([
      ...(collection === null ? ['collection' as const] : []),
      ...(contact === '' ? ['contact' as const] : []),
      ...(contact.length > longestContact ? ['long' as const] : []),
    ]);
  };
  return (
    <form noValidate onSubmit={submit}>
      <PageTitle errors={form.errors.length > 0}>{t('apply.title')}</PageTitle>
      <ErrorSummary errors={form.errors} attempt={form.attempt} />
      <div className="block">
        <Ledger rows={[{ label: t('user'), value: user.userName }]} />
      </div>
      <Question
        id="token-collection"
        label={t('collection')}
        answers={[
          { answer: 'branch', words: t('collection.branch') },
          { answer: 'post', words: t('collection.post') },
        ]}
        value={collection}
        onChange={setCollection}
        error={form.of(fields.collection)}
      />
      <IdField
        id="token-contact"
        label={t('contact')}
        hint={t('contact.hint')}
        error={form.of(fields.contact)}
        value={typed}
        onChange={setTyped}
        convert={(contact) => contact.trim()}
        autoComplete="tel"
      />
      <ButtonRow>
        <Button kind="filled" type="submit">
          {t('apply.continue')}
        </Button>
        <ButtonLink href="/main">{t('main')}</ButtonLink>
      </ButtonRow>
    </form>
  );
}

function CheckAnswers({ filled, onChange }: { filled: Filled; onChange: () => void }) {
  const { t } = useTexts(tokenTexts);
  const { user } = useOpenSession();
  const [busy, run] = useBusy();
  const takeOver = useNewTokens();
  const go = useGo();
  const apply = async () => {
    try {
      await takeOver(await api.post({ path: portalPaths.tokenApplications, body: filled, answer: TokenSituation }));
    } catch (error) {
      // Sent before, its answer lost, or from another window: what became of it is what he is to see.
      if (!(error instanceof Refused && error.problem.code === 'token-application-exists')) throw error;
      await takeOver(await api.get(portalPaths.tokens, TokenSituation));
    }
    go('/token');
  };
  return (
    <>
      <PageTitle>{t('check.title')}</PageTitle>
      <div className="block">
        <Ledger
          rows={[
            { label: t('user'), value: user.userName },
            { label: t('collection'), value: t(`collection.${filled.collection}`) },
            { label: t('contact'), value: filled.contact },
          ]}
        />
      </div>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => run(apply)}>
          {t('check.apply')}
        </Button>
        <Button onPress={onChange}>{t('check.change')}</Button>
      </ButtonRow>
    </>
  );
}
