import { extensionName } from '@koshin/wire/helper/values.ts';
import type { DownloadList, OfferedPackage } from '@koshin/wire/portal/download-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { useMemo } from 'react';
import { LiveCheck } from '../../helper/live-check/view.tsx';
import { pageHelper } from '../../helper/page-helper.ts';
import { thisBrowser } from '../../keys/browser-self.ts';
import { downloadTexts } from '../../texts/download.ts';
import { languageOf } from '../../texts/language.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Disclosure } from '../../ui/disclosure/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { LinkList } from '../../ui/links/view.tsx';
import { Bullets, Notes, Prose } from '../../ui/prose/view.tsx';
import { NumberedSteps } from '../../ui/steps/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useDownloads } from '../api/queries.ts';
import { packageFor } from './package-for.ts';

/** `download`, public: what of the helper is on this PC, and where the rest is. */
export function Download() {
  const { t, lines, rich } = useTexts(downloadTexts);
  const { packages, changes } = useDownloads();
  const withToken = useSpeech().bank?.mediaStorage ?? false;
  const mine = packageFor(thisBrowser().system, packages);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <section className="section">
        <h2>{t('thisPc')}</h2>
        <ThisPc />
      </section>
      {mine !== null && (
        <ButtonRow>
          <ButtonLink kind="filled" href={portalPaths.download(mine.fileName)} file>
            {t('forThisPc')}
          </ButtonLink>
        </ButtonRow>
      )}
      <section className="section">
        <h2>{t('requirements')}</h2>
        <Ledger
          rows={[
            { label: t('system'), value: t('systems') },
            { label: t('browser'), value: t('browsers') },
          ]}
        />
      </section>
      <section className="section">
        <h2>{t('packages')}</h2>
        {packages.length === 0 && <Frame tone="information">{t('none')}</Frame>}
        {packages.map((one) => (
          <Package key={one.fileName} offered={one} />
        ))}
        {changes.length > 0 && <Changes changes={changes} />}
      </section>
      {packages.length > 0 && (
        <section className="section">
          <h2>{t('install')}</h2>
          <NumberedSteps steps={lines('install.steps', { extensionName })} />
          <Notes notes={[rich('install.check')]} />
        </section>
      )}
      {withToken && <Token />}
    </>
  );
}

function ThisPc() {
  const { t } = useTexts(downloadTexts);
  const { bank } = useSpeech();
  const extensionId = bank?.helper?.extensionId ?? null;
  const port = useMemo(() => {
    const language = () => languageOf(document.documentElement.lang);
    return extensionId === null ? null : pageHelper({ extensionId, language });
  }, [extensionId]);
  if (bank === null || bank.helper === null || port === null) {
    return <Frame tone="information">{t('noHelper')}</Frame>;
  }
  return <LiveCheck port={port} minimumVersion={bank.helper.minimumVersion} withToken={bank.mediaStorage} />;
}

function Package({ offered }: { offered: OfferedPackage }) {
  const { t } = useTexts(downloadTexts);
  const { fileName, platform, version, bytes, sha256, tried } = offered;
  const name = t(`platform.${platform}`);
  const size = (bytes / 1_000_000).toFixed(1);
  return (
    <div className="block">
      <h3>{tried ? name : t('untried', { platform: name })}</h3>
      <Ledger
        rows={[
          {
            label: t('file'),
            value: (
              <a className="octets" href={portalPaths.download(fileName)} download>
                {fileName}
              </a>
            ),
          },
          { label: t('version'), value: version },
          { label: t('size'), value: t('megabytes', { size }) },
          { label: t('sha256'), value: <code className="mono octets">{sha256}</code> },
        ]}
      />
    </div>
  );
}

function Changes({ changes }: Pick<DownloadList, 'changes'>) {
  const { t, day, language } = useTexts(downloadTexts);
  return (
    <Disclosure summary={t('changes')}>
      {changes.map(({ version, on, texts }) => (
        <div key={version}>
          <h3>{t('changedIn', { version, date: day(on) })}</h3>
          <Bullets points={texts.map((text) => text[language])} />
        </div>
      ))}
    </Disclosure>
  );
}

function Token() {
  const { t, lines, prose } = useTexts(downloadTexts);
  return (
    <>
      <section className="section">
        <h2>{t('usb')}</h2>
        <NumberedSteps steps={lines('usb.steps')} />
      </section>
      <section className="section">
        <h2>{t('proves')}</h2>
        <Prose>{prose('proves.body')}</Prose>
        <LinkList links={[{ label: t('apply'), href: '/token' }]} />
      </section>
    </>
  );
}
