import { useState } from 'react';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Banner } from '../../ui/frame/view.tsx';

/** `notice.window-refused`: above the renewal's pages when it continues in this tab (`?tab=1`). */
export function WindowRefused() {
  const { t } = useTexts(noticeTexts);
  // The renewal cleans the address as it goes on; what it was on arrival counts.
  const [inTab] = useState(() => new URLSearchParams(location.search).get('tab') === '1');
  return inTab && <Banner tone="information">{t('renewal.refused')}</Banner>;
}
