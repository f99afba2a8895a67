import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { useState } from 'react';
import type { HelperRefusal } from '../../helper/answers.ts';
import { sayLack } from '../../helper/say-lack.ts';
import { judgeRefusal } from '../../helper/this-pc.ts';
import { helperTexts } from '../../texts/helper-parts.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { renewalProofTexts } from '../../texts/renewal-proof.ts';
import { type Spoken, useTexts } from '../../texts/use-texts.tsx';
import { useBusy } from '../../ui/button/use-busy.ts';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { fileNameFor } from '../flow/facts.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { Contents } from './contents.tsx';

type Proof = NonNullable<RenewalView['proof']>;
type Removal = 'removed' | HelperRefusal;

/** `renewal.done`: the contents of the certificate that was presented, which is the proof (R9). */
export function Done({ proof }: { proof: Proof }) {
  const step = useStep('done');
  const { t, rich, day, instant } = useTexts(renewalProofTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  const { t: ofHelper } = useTexts(renewalHelperTexts);
  const ofParts = useTexts(helperTexts);
  const [outcome, setOutcome] = useState<Removal | null>(null);
  const { certificate, overlapLastDay, oldExpiryDate, provenAt } = proof;
  const { storage } = certificate;
  const byHelper = storage !== null && storage.kind !== 'file-on-pc';
  return (
    <>
      <PageTitle step={{ ...step, closed: true }}>{t('done.title')}</PageTitle>
      <Prose>
        <p>{rich('done.body', { provenAt: instant(provenAt) })}</p>
      </Prose>
      <Contents certificate={certificate} />
      <Prose block>
        <p>
          {overlapLastDay === null
            ? rich('noOverlap', { oldExpiryDate: day(oldExpiryDate) })
            : rich('overlap', { overlapEnd: day(overlapLastDay) })}
        </p>
        {!byHelper && <p>{t('fileNotNeeded', { fileName: fileNameFor(certificate.expiryDate) })}</p>}
      </Prose>
      <ButtonRow>
        <Button kind="filled" onPress={leave}>
          {say('close')}
        </Button>
        <Button onPress={() => print()}>{t('print')}</Button>
        {byHelper && outcome !== 'removed' && <RemoveOld onOutcome={setOutcome} />}
      </ButtonRow>
      <div role="status" className="block">
        {outcome !== null && <Frame tone="information">{sayRemoval(outcome, { t: ofHelper, ofParts })}</Frame>}
      </div>
    </>
  );
}

/** From this PC only, and asked for in the helper's window: Firefox keeps choosing the oldest certificate. */
function RemoveOld({ onOutcome }: { onOutcome: (outcome: Removal | null) => void }) {
  const { t } = useTexts(renewalHelperTexts);
  const { run } = useRenewal();
  const [busy, act] = useBusy();
  const remove = async () => {
    onOutcome(null);
    onOutcome(await run.removeOld());
  };
  return (
    <Button busy={busy} onPress={() => act(remove)}>
      {t('old.remove')}
    </Button>
  );
}

function sayRemoval(
  outcome: Removal,
  { t, ofParts }: { t: Spoken<typeof renewalHelperTexts>['t']; ofParts: Spoken<typeof helperTexts> },
): string {
  if (outcome === 'removed') return t('old.removed');
  if (outcome.code === 'not-found') return t('old.notOurs');
  const lack = judgeRefusal(outcome);
  return lack === null ? t('old.kept') : `${t('old.kept')} ${sayLack(lack, ofParts)}`;
}
