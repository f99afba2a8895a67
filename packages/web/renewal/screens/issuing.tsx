import type { Problem } from '@koshin/wire/problems/problem.ts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { connection } from '../../portal/api/page-api.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalFileTexts } from '../../texts/renewal-file.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { type ProgressLine, ProgressList } from '../../ui/checks/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { FailureTail } from '../../ui/tail/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import type { AskingHelper } from '../flow/place.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { useStep } from '../window/use-step.ts';
import { AskedByHelper } from './asked-by-helper.tsx';

/** What has happened: nothing, the key is being made, it is made, its request is sent. */
type Phase = 'asking' | 'making' | 'made' | 'sent';

/** `renewal.issuing`: says only what has happened; and `renewal.signer-down` while nothing can be issued. */
export function Issuing({ phase, signerDown, asked }: IssuingProps) {
  if (signerDown !== null) return <SignerDown refNo={signerDown.refNo} />;
  return (
    <>
      <Progress phase={phase} />
      {asked && <AskedByHelper act={asked} />}
    </>
  );
}

interface IssuingProps {
  readonly phase: Phase;
  readonly signerDown: Problem | null;
  /** What the helper asks the customer about meanwhile. */
  readonly asked?: AskingHelper['act'];
}

/** Milliseconds after which waiting is called longer than usual. */
const usual = 10_000;

function Progress({ phase }: { phase: Phase }) {
  const step = useStep('issuing');
  const { t } = useTexts(renewalFileTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  const cutOff = useSyncExternalStore(connection.subscribe, connection.state) === 'lost';
  const slow = useSlow(phase === 'sent');
  const lines: Record<Phase, readonly ProgressLine[]> = {
    asking: [],
    making: [{ words: t('issuing.making'), state: 'busy' }],
    made: [{ words: t('issuing.made'), state: 'done' }],
    sent: [
      { words: t('issuing.made'), state: 'done' },
      { words: t('issuing.sent'), state: 'done' },
      { words: t('issuing.issuing'), state: 'busy' },
    ],
  };
  return (
    <>
      <PageTitle step={step}>{t('issuing.title')}</PageTitle>
      <Prose>
        <p>{t('issuing.body')}</p>
      </Prose>
      {lines[phase].length > 0 && <ProgressList lines={lines[phase]} />}
      <div role="status" className="prose block">
        {phase === 'sent' && cutOff && <p>{t('issuing.cutOff')}</p>}
        {slow && !cutOff && <p>{t('issuing.slow')}</p>}
      </div>
      {phase === 'sent' && cutOff && (
        <ButtonRow>
          <Button onPress={leave}>{say('close')}</Button>
        </ButtonRow>
      )}
    </>
  );
}

function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), usual);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow && waiting;
}

function SignerDown({ refNo }: { refNo: string }) {
  const { t, prose } = useTexts(renewalFileTexts);
  const { t: say } = useTexts(renewalTexts);
  const { run, leave, stillValid } = useRenewal();
  return (
    <>
      <PageTitle>{t('signerDown.title')}</PageTitle>
      <Prose>{prose('signerDown.body', { stillValid })}</Prose>
      <ButtonRow>
        <Button kind="filled" onPress={run.wake}>
          {say('again')}
        </Button>
        <Button onPress={leave}>{say('close')}</Button>
      </ButtonRow>
      <FailureTail refNo={refNo} />
    </>
  );
}
