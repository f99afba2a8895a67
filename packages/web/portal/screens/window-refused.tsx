import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Banner } from '../../ui/frame/view.tsx';

/** `notice.window-refused`: above the renewal's pages when it continues in this tab (`?tab=1`). */
export function WindowRefused() {
  const { t } = useTexts(noticeTexts);
  return <Banner tone="information">{t('renewal.refused')}</Banner>;
}
