import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { useState } from 'react';
import { thisBrowser } from '../../keys/browser-self.ts';
import { browserNames, systemNames } from '../../keys/detect.ts';
import { dayOf } from '../../texts/dates.ts';
import { renewalTexts } from '../../texts/renewal.ts';
import { renewalProofTexts } from '../../texts/renewal-proof.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Prose } from '../../ui/prose/view.tsx';
import { Serial } from '../../ui/serial/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { fileNameFor } from '../flow/facts.ts';
import { stepOf } from '../flow/steps.ts';
import { useRenewal } from '../window/renewal-context.ts';

type Proof = NonNullable<RenewalView['proof']>;

/** `renewal.done`: the contents of the certificate that was presented, which is the proof (R9). */
export function Done({ proof }: { proof: Proof }) {
  const { t, rich, day, instant } = useTexts(renewalProofTexts);
  const { t: say } = useTexts(renewalTexts);
  const { leave } = useRenewal();
  const { certificate, overlapLastDay, oldExpiryDate, provenAt } = proof;
  return (
    <>
      <PageTitle step={{ ...stepOf('done'), closed: true }}>{t('done.title')}</PageTitle>
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
        <p>{t('fileNotNeeded', { fileName: fileNameFor(certificate.expiryDate) })}</p>
      </Prose>
      <ButtonRow>
        <Button kind="filled" onPress={leave}>
          {say('close')}
        </Button>
        <Button onPress={() => print()}>{t('print')}</Button>
      </ButtonRow>
    </>
  );
}

function Contents({ certificate }: { certificate: Proof['certificate'] }) {
  const { t, rich, day } = useTexts(renewalProofTexts);
  const term = { from: day(dayOf(certificate.validFrom)), until: day(certificate.expiryDate) };
  return (
    <div className="block">
      <Ledger
        rows={[
          { label: t('owner'), value: certificate.ownerName },
          { label: t('issuer'), value: certificate.issuerName },
          { label: t('serial'), value: <Serial hex={certificate.serial} /> },
          { label: t('validity'), value: rich('validityRange', term) },
          { label: t('storage'), value: <ThisPc /> },
          { label: t('howChecked'), value: t('tls') },
        ]}
      />
    </div>
  );
}

function ThisPc() {
  const { t } = useTexts(renewalProofTexts);
  const [surroundings] = useState(thisBrowser);
  const system = systemNames[surroundings.system];
  const browser = browserNames[surroundings.browser];
  return system && browser ? t('thisPc', { system, browser }) : t('thisPcOnly');
}
