import { portalPages } from '@koshin/wire/portal/paths.ts';
import { renewalStartTexts } from '../../texts/renewal-start.ts';
import { useTexts } from '../../texts/use-texts.tsx';

/** To the guide and the packages, in a tab of its own: this window stays where it is. */
export function DownloadLink() {
  const { t } = useTexts(renewalStartTexts);
  return (
    <p className="download">
      <a href={portalPages.download} target="_blank" rel="noopener">
        {t('storage.download')}
      </a>
    </p>
  );
}
