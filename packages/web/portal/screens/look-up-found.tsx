import type { LookUpResult } from '@koshin/wire/portal/certificate-view.ts';
import { useEffect, useRef } from 'react';
import { certificateTexts } from '../../texts/certificate.ts';
import { presentTexts } from '../../texts/present.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';

type Registered = LookUpResult['certificates'][number];

/** What is registered and what can be done next. Takes the focus, so that it is heard where the form was. */
export function LookUpFound({ result }: { result: LookUpResult }) {
  const { t } = useTexts(presentTexts);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { companyName, userName, certificates } = result;
  return (
    <div ref={box} tabIndex={-1}>
      <p>{t('lookUp.found', { companyName, userName })}</p>
      {certificates.length === 0 && <p>{t('lookUp.nothing')}</p>}
      {certificates.map((certificate) => (
        <div className="block" key={certificate.serialTail + certificate.expiryDate}>
          <OneRegistered certificate={certificate} />
        </div>
      ))}
    </div>
  );
}

function OneRegistered({ certificate }: { certificate: Registered }) {
  const { t, rich, day } = useTexts(presentTexts);
  const { t: say } = useTexts(certificateTexts);
  const { status, expiryDate, subjectLabel } = certificate;
  const usable = status === 'issued' || status === 'active';
  return (
    <Ledger
      rows={[
        { label: t('lookUp.state'), value: say(`status.${status}`) },
        { label: t('lookUp.expiry'), value: <span className="nw">{day(expiryDate)}</span> },
        { label: t('lookUp.shown'), value: subjectLabel },
        {
          label: t('lookUp.next'),
          value: usable
            ? t('lookUp.choose')
            : rich('lookUp.reissue', { link: (inside) => <a href="/expired">{inside}</a> }),
        },
      ]}
    />
  );
}
