import { fileNameFor } from '../../renewal/flow/facts.ts';
import { Contents } from '../../renewal/screens/contents.tsx';
import { useRenewal } from '../../renewal/window/renewal-context.ts';
import { useStep } from '../../renewal/window/use-step.ts';
import { acquisitionTexts } from '../../texts/acquisition.ts';
import { renewalProofTexts } from '../../texts/renewal-proof.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useEndAcquisition } from '../use-standing.ts';

/** `acq.done`: the contents of the certificate that was presented, which is its first use (開通確認). */
export function Acquired() {
  const step = useStep('done');
  const { t, rich, day, instant } = useTexts(acquisitionTexts);
  const { t: ofProof } = useTexts(renewalProofTexts);
  const { facts } = useRenewal();
  const end = useEndAcquisition();
  const [busy, act] = useBusy();
  const proof = facts?.renewal.proof;
  if (!proof || !('nextWindowStart' in proof)) return null;
  const { certificate, provenAt, nextWindowStart } = proof;
  const byFile = certificate.storage === null || certificate.storage.kind === 'file-on-pc';
  return (
    <>
      <PageTitle step={{ ...step, closed: true }}>{ofProof('done.title')}</PageTitle>
      <Prose>
        <p>{rich('done.body', { provenAt: instant(provenAt) })}</p>
      </Prose>
      <Contents certificate={certificate} />
      <Prose block>
        <p>{rich('done.next', { nextWindowStart: day(nextWindowStart) })}</p>
        {byFile && <p>{ofProof('fileNotNeeded', { fileName: fileNameFor(certificate.expiryDate) })}</p>}
      </Prose>
      <ButtonRow>
        <Button kind="filled" busy={busy} onPress={() => act(end)}>
          {t('done.login')}
        </Button>
        <Button onPress={() => print()}>{ofProof('print')}</Button>
      </ButtonRow>
    </>
  );
}
