import type { ReactNode } from 'react';
import { type PresentKind, presentKind, usePresentWords } from '../../portal/screens/present-words.tsx';
import { renewalProofTexts } from '../../texts/renewal-proof.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { Target } from '../flow/facts.ts';
import type { PresentationRefusal } from '../flow/place.ts';
import { proofPageOf } from '../flow/presentation.ts';
import { useRenewal } from '../window/renewal-context.ts';

interface RefusedProof {
  readonly refusal: PresentationRefusal;
  readonly target: Target | null;
}

/** `proof.old`, `proof.none`, `proof.other`: what was presented, and how to try again without a restart. */
export function ProofRefused({ refusal, target }: RefusedProof) {
  const { t, prose } = useTexts(renewalProofTexts);
  const { stillValid } = useRenewal();
  const page = proofPageOf(refusal);
  if (page === 'other') {
    return <PresentWords refusal={refusal}>{<Answers refusal={refusal} target={target} />}</PresentWords>;
  }
  const choose = { newSubjectLabel: target?.subjectLabel ?? '', newSerialTail: target?.serialTail ?? '' };
  return (
    <>
      <PageTitle>{t(`${page}.title`)}</PageTitle>
      <Prose>
        {page === 'old' ? prose('old.body', { ...choose, stillValid }) : prose('none.body', { stillValid })}
      </Prose>
      <Answers refusal={refusal} target={target} />
    </>
  );
}

function Answers({ refusal, target }: RefusedProof) {
  const { t } = useTexts(renewalProofTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  return (
    <>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(() => (target ? run.prove(target) : run.beginAgain()))}>
          {t('again')}
        </Button>
        {target && <Button onPress={() => run.turn('go-to-import')}>{t('toImport')}</Button>}
      </ButtonRow>
      <FailureTail refNo={refusal.refNo} />
    </>
  );
}

/** Title and body of the `present.*` page of a refusal, then {stillValid}, then what the page itself offers. */
export function PresentWords({ refusal, children }: { refusal: PresentationRefusal; children: ReactNode }) {
  const kind: PresentKind = presentKind(refusal.code) ?? 'notCompleted';
  const { title, body } = usePresentWords(kind, refusal.facts);
  const { stillValid } = useRenewal();
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Prose>
        {body}
        {stillValid !== '' && <p>{stillValid}</p>}
      </Prose>
      {children}
    </>
  );
}
