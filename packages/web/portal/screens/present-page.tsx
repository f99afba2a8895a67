import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { presentTexts } from '../../texts/present.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { LinkList, type OtherWay } from '../../ui/links/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useLogout } from '../frame/frame.tsx';
import { usePresenting } from './attempt.ts';
import { ErrorCode } from './error-page.tsx';
import { LookUp } from './look-up.tsx';
import { type PresentKind, presentKind, usePresentWords } from './present-words.tsx';

interface Outcome {
  readonly code: string;
  readonly facts: PresentationView['facts'];
  /** Null when the service gave no number. */
  readonly refNo: string | null;
}

/** One of the `present.*` pages: what happened, what to do, who helps. Its button starts a fresh attempt at once. */
export function PresentPage({ code, ...outcome }: Outcome) {
  const kind = presentKind(code);
  return kind === null ? <ErrorCode code={code} {...outcome} /> : <Page kind={kind} {...outcome} />;
}

/** The label of the one filled button. */
const onwards: Partial<Record<PresentKind, 'again' | 'newer' | 'restart'>> = {
  none: 'again',
  notCompleted: 'again',
  retired: 'newer',
  tooOld: 'restart',
};

function Page({ kind, facts, refNo }: Omit<Outcome, 'code'> & { kind: PresentKind }) {
  const { t } = useTexts(presentTexts);
  const { title, body } = usePresentWords(kind, facts);
  const [busy, present] = usePresenting();
  const logout = useLogout();
  const links: OtherWay[] = [
    ...(kind === 'none' || kind === 'expired' ? [{ label: t('expiredSteps'), href: '/expired' }] : []),
    ...(kind === 'none' ? [{ label: t('first'), href: '/first' }] : []),
  ];
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Prose>{body}</Prose>
      {kind === 'none' && <LookUp />}
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={present}>
          {t(onwards[kind] ?? 'another')}
        </Button>
        {kind === 'otherUser' && <Button onPress={logout}>{t('logout')}</Button>}
      </ButtonRow>
      {links.length > 0 && <LinkList links={links} />}
      {refNo !== null && <FailureTail refNo={refNo} />}
    </>
  );
}
