import type { CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import { useState } from 'react';
import { thisBrowser } from '../../keys/browser-self.ts';
import { browserNames, systemNames } from '../../keys/detect.ts';
import { dayOf } from '../../texts/dates.ts';
import { renewalHelperTexts } from '../../texts/renewal-helper.ts';
import { renewalProofTexts } from '../../texts/renewal-proof.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Serial } from '../../ui/serial/view.tsx';

/** What was presented, as the TLS connection showed it, and where the customer's side keeps it (R9). */
export function Contents({ certificate }: { certificate: CertificateView }) {
  const { t, rich, day } = useTexts(renewalProofTexts);
  const { t: ofHelper } = useTexts(renewalHelperTexts);
  const byHelper = certificate.storage !== null && certificate.storage.kind !== 'file-on-pc';
  const term = { from: day(dayOf(certificate.validFrom)), until: day(certificate.expiryDate) };
  return (
    <div className="block">
      <Ledger
        rows={[
          { label: t('owner'), value: certificate.ownerName },
          { label: t('issuer'), value: certificate.issuerName },
          { label: t('serial'), value: <Serial hex={certificate.serial} /> },
          { label: t('validity'), value: rich('validityRange', term) },
          {
            label: byHelper ? ofHelper('storage') : t('storage'),
            value: certificate.storage?.kind === 'token' ? ofHelper('token') : <ThisPc />,
          },
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
