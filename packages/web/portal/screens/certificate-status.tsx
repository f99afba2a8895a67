import type { CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import { portalPages } from '@koshin/wire/portal/paths.ts';
import type { ReactNode } from 'react';
import { certificateTexts } from '../../texts/certificate.ts';
import { dayOf } from '../../texts/dates.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Serial } from '../../ui/serial/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useCertificates } from '../api/queries.ts';
import { useOpenRenewal } from './open-renewal.ts';

/** `cert.status`: everything about my certificates, each under the label a browser shows it by. */
export function CertificateStatus() {
  const { t } = useTexts(certificateTexts);
  const certificates = useCertificates();
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      {certificates.map((certificate) => (
        <section className="block" key={certificate.id}>
          {certificates.length > 1 && <h2>{certificate.subjectLabel}</h2>}
          <CertificateLedger certificate={certificate} />
        </section>
      ))}
      <ButtonRow>
        <ButtonLink href="/main">{t('back')}</ButtonLink>
      </ButtonRow>
    </>
  );
}

function CertificateLedger({ certificate }: { certificate: CertificateView }) {
  const { t, rich, day } = useTexts(certificateTexts);
  const { storage } = certificate;
  const from = day(dayOf(certificate.validFrom));
  return (
    <Ledger
      rows={[
        { label: t('state'), value: t(`status.${certificate.status}`) },
        { label: t('owner'), value: certificate.ownerName },
        { label: t('issuer'), value: certificate.issuerName },
        { label: t('serial'), value: <Serial hex={certificate.serial} /> },
        { label: t('validity'), value: rich('validityRange', { from, until: day(certificate.expiryDate) }) },
        {
          label: t('storage'),
          value: storage
            ? rich(`storage.${storage.kind}`, { date: day(dayOf(storage.reportedAt)) })
            : t('storage.unknown'),
        },
        { label: t('next'), value: <Next certificate={certificate} /> },
      ]}
    />
  );
}

function Next({ certificate }: { certificate: CertificateView }): ReactNode {
  const { t, rich, day } = useTexts(certificateTexts);
  const openRenewal = useOpenRenewal();
  const { id, expiryDate, renewableFrom, overlapLastDay, next } = certificate;
  if (overlapLastDay !== null) return rich('overlap', { overlapEnd: day(overlapLastDay) });
  if (next === 'renew-later') return rich('next.later', { windowStart: day(renewableFrom) });
  if (next === 'nothing') return t('next.nothing');
  const words = next === 'renew-now' ? rich('next.now', { expiryDate: day(expiryDate) }) : rich('next.inProgress');
  const follow = (event: React.MouseEvent) => {
    event.preventDefault();
    openRenewal(id);
  };
  return (
    <>
      {words}{' '}
      <a className="nw" href={portalPages.renewal(id)} onClick={follow}>
        {t('renew')}
      </a>
    </>
  );
}
