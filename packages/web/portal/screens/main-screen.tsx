import { portalPages } from '@koshin/wire/portal/paths.ts';
import type { OpenSession } from '@koshin/wire/portal/session-messages.ts';
import { mainTexts } from '../../texts/main.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { shared } from '../../texts/shared.ts';
import { useStillValid } from '../../texts/use-still-valid.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Banner, type Tone, WithIcon } from '../../ui/frame/view.tsx';
import { InlineLinks, WindowLink } from '../../ui/links/view.tsx';
import { Menu } from '../../ui/menu/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useOpenSession } from '../frame/session.ts';
import { useOpenRenewal } from './open-renewal.ts';

/** `main`: who is logged in, the certificate's term, what waits. Only what exists is linked. */
export function MainScreen() {
  const session = useOpenSession();
  const { t, rich, instant } = useTexts(mainTexts);
  const { t: say } = useTexts(shared);
  const { user, lastLoginAt, notices } = session;
  const { companyName, userName } = user;
  return (
    <>
      <WhatHappened session={session} />
      <PageTitle>{t('title')}</PageTitle>
      <div className="hello">
        <p>{rich('hello', { companyName, userName, role: say(`role.${user.role}`) })}</p>
        {lastLoginAt && <p className="support">{rich('lastLogin', { lastLogin: instant(lastLoginAt) })}</p>}
      </div>
      <CertificateTerm session={session} />
      <Menu
        items={[
          {
            label: t('notices'),
            href: '/notices',
            count: t('unread', { unread: notices.unread }),
            waits: notices.unread > 0,
          },
          ...(session.bank.mediaStorage ? [{ label: t('tokens'), href: '/token' }] : []),
        ]}
      />
    </>
  );
}

/** The banner above: `login.proved`, `renewal.after` or `turn.closed`. */
function WhatHappened({ session: { banner, certificate } }: { session: OpenSession }) {
  const { rich, day } = useTexts(mainTexts);
  const stillValid = useStillValid(certificate);
  switch (banner?.kind) {
    case 'login-proved':
      return <Banner tone="success">{rich('banner.proved', { newExpiryDate: day(banner.newExpiryDate) })}</Banner>;
    case 'renewed': {
      const link = (inside: React.ReactNode) => <a href="/after-renewal">{inside}</a>;
      return (
        <Banner tone="success">{rich('banner.renewed', { newExpiryDate: day(banner.newExpiryDate), link })}</Banner>
      );
    }
    case 'unfinished': {
      const link = (inside: React.ReactNode) => <a href="/notices">{inside}</a>;
      return <Banner tone="information">{rich('banner.unfinished', { stillValid, link })}</Banner>;
    }
    default:
      return null;
  }
}

const frames: Record<OpenSession['tone'], { className: string; tone: Tone }> = {
  plain: { className: 'frame plain block', tone: 'information' },
  information: { className: 'frame block', tone: 'information' },
  caution: { className: 'frame caution block', tone: 'caution' },
};

/** Plain before the renewal period, an information frame in it, caution from the last mail stage; never red. */
function CertificateTerm({ session: { certificate, tone, guidance } }: { session: OpenSession }) {
  const { t, rich, day } = useTexts(mainTexts);
  const { t: say } = useTexts(shared);
  const { t: sayOfNotice } = useTexts(noticeTexts);
  const { expiryDate, daysLeft, next } = certificate;
  const renewable = next === 'renew-now' || next === 'renewal-in-progress';
  const isHere = renewable && guidance === 'main-screen';
  const frame = frames[tone];
  return (
    <section className={frame.className}>
      <h2 className="vh">{t('certificate')}</h2>
      <p>{t('expiry')}</p>
      <p className="term">
        <span className="date nw">{day(expiryDate)}</span>
        <span>{daysLeft === 0 ? say('lastDay') : say('daysLeft', { days: daysLeft })}</span>
      </p>
      {renewable && <WithIcon tone={frame.tone}>{rich('renewable', { expiryDate: day(expiryDate) })}</WithIcon>}
      {isHere && <p className="support">{sayOfNotice('renewal.goBelow')}</p>}
      <InlineLinks>
        {isHere && <RenewalLink certificateId={certificate.id} />}
        {renewable && !isHere && (
          <a className="linkrow" href="/notices">
            {t('openNotices')}
          </a>
        )}
        <a className="linkrow" href="/certificates">
          {t('details')}
        </a>
      </InlineLinks>
    </section>
  );
}

/** Where the bank guides to the renewal from here (R13). */
function RenewalLink({ certificateId }: { certificateId: string }) {
  const { t } = useTexts(noticeTexts);
  const openRenewal = useOpenRenewal();
  return (
    <WindowLink className="linkrow" href={portalPages.renewal(certificateId)} onGo={() => openRenewal(certificateId)}>
      {t('renewal.go')}
    </WindowLink>
  );
}
