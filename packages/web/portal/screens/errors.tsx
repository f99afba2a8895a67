import type { Role } from '@koshin/wire/portal/session-messages.ts';
import { errorTexts } from '../../texts/errors.ts';
import { shared } from '../../texts/shared.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';

interface Failure {
  /** Null when nothing reached the service's log: then there is no number to quote. */
  readonly refNo: string | null;
}

/** `error.unexpected`; trying again is safe by design. */
export function Unexpected({ refNo, onAgain }: Failure & { readonly onAgain: () => void }) {
  const { t, prose } = useTexts(errorTexts);
  return (
    <>
      <PageTitle>{t('unexpected.title')}</PageTitle>
      <Prose>{prose('unexpected.body')}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={onAgain}>
          {t('again')}
        </Button>
        <ButtonLink href="/main">{t('main')}</ButtonLink>
      </ButtonRow>
      <Tail refNo={refNo} />
    </>
  );
}

/** `error.maintenance`; without an end time the bank's home page tells. */
export function Maintenance({ from, until, refNo }: Failure & { from: string | null; until: string | null }) {
  const { t, prose, instant } = useTexts(errorTexts);
  const words =
    from !== null && until !== null
      ? prose('maintenance.body', { from: instant(from), until: instant(until) })
      : prose('maintenance.open');
  return (
    <>
      <PageTitle>{t('maintenance.title')}</PageTitle>
      <Prose>{words}</Prose>
      <Tail refNo={refNo} />
    </>
  );
}

/** `error.not-found` */
export function NotFound({ refNo }: Failure) {
  const { t, prose } = useTexts(errorTexts);
  return (
    <>
      <PageTitle>{t('not-found.title')}</PageTitle>
      <Prose>{prose('not-found.body')}</Prose>
      <ButtonRow>
        <ButtonLink kind="filled" href="/main">
          {t('not-found.main')}
        </ButtonLink>
      </ButtonRow>
      <Tail refNo={refNo} />
    </>
  );
}

/** `error.forbidden` */
export function Forbidden({ requiredRole, role, refNo }: Failure & { requiredRole: Role; role: Role }) {
  const { t, prose } = useTexts(errorTexts);
  const { t: say } = useTexts(shared);
  return (
    <>
      <PageTitle>{t('forbidden.title')}</PageTitle>
      <Prose>{prose('forbidden.body', { requiredRole: say(`role.${requiredRole}`), role: say(`role.${role}`) })}</Prose>
      <ButtonRow>
        <ButtonLink href="/main">{t('main')}</ButtonLink>
      </ButtonRow>
      <Tail refNo={refNo} />
    </>
  );
}

/** `error.rate-limited` */
export function RateLimited({ retryAt, refNo }: Failure & { retryAt: string }) {
  const { t, prose, instant } = useTexts(errorTexts);
  return (
    <>
      <PageTitle>{t('rate-limited.title')}</PageTitle>
      <Prose>{prose('rate-limited.body', { retryAt: instant(retryAt) })}</Prose>
      <Tail refNo={refNo} />
    </>
  );
}

const Tail = ({ refNo }: Failure) => refNo !== null && <FailureTail refNo={refNo} />;
