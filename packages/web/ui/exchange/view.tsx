import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Icon } from '../icons/view.tsx';

/** The old term becomes the new one. Accessibility: 「更新後」 stands between them, so the arrow may stay unheard. */
export function Exchange({ from, to }: { from: string; to: string }) {
  const { t } = useTexts(uiTexts);
  return (
    <span className="exchange">
      <span className="old">{from}</span>
      <span className="new">
        <Icon name="becomes" />
        <span>{t('exchange.after')}</span>
        <b>{to}</b>
      </span>
    </span>
  );
}
