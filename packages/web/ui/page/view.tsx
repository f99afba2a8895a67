import type { ReactNode } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { Button } from '../button/view.tsx';
import { BankMark } from './bank-mark.tsx';
import { RingSign } from './ring-sign.tsx';

interface PageProps {
  /** Who is logged in, or null. */
  readonly userName: string | null;
  readonly onLogout: () => void;
  /** The renewal window: same frame, tighter measures. */
  readonly window?: boolean;
  readonly children: ReactNode;
}

/**
 * The frame of every page: skip link, bank and service, user, language, logout; below, who helps and what is never
 * asked. Accessibility: header, main and footer are landmarks; the skip link is the first thing Tab reaches.
 */
export function PageFrame({ userName, onLogout, window = false, children }: PageProps) {
  const { t } = useTexts(uiTexts);
  return (
    <div className={window ? 'page window' : 'page'}>
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <header className="head">
        <div className="wrap">
          <Brand />
          <div className="tools">
            {userName !== null && <span className="who">{t('page.user', { userName })}</span>}
            <OtherLanguage />
            {userName !== null && (
              <Button kind="quiet" small onPress={onLogout}>
                {t('page.logout')}
              </Button>
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className="wrap">{children}</div>
      </main>
      <Footer />
    </div>
  );
}

function Brand() {
  const { bank, language } = useSpeech();
  return (
    <div className="brand">
      <BankMark bankId={document.documentElement.dataset.bank ?? ''} />
      {bank !== null && (
        <>
          <b>{bank.name[language]}</b>
          <span>{bank.serviceName[language]}</span>
        </>
      )}
    </div>
  );
}

/** Accessibility: named in the other language, with its `lang`, so that it is read aloud rightly. */
function OtherLanguage() {
  const { language, setLanguage } = useSpeech();
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <button type="button" className="linklike tongue" lang={other} onClick={() => setLanguage(other)}>
      {other === 'en' ? 'English' : '日本語'}
    </button>
  );
}

function Footer() {
  const { t } = useTexts(uiTexts);
  const { bank, language } = useSpeech();
  return (
    <footer className="foot">
      <div className="wrap">
        {bank !== null && (
          <>
            <p className="help">
              <span className="nw">{bank.helpDesk[language]}</span>
              <span className="nw">{t('page.phone')}</span>
              <span className="nw">{bank.phoneHours[language]}</span>
            </p>
            <p>{t('page.neverAsked')}</p>
          </>
        )}
        <p className="sign">
          <RingSign />
          <span>Koshin</span>
        </p>
      </div>
    </footer>
  );
}
