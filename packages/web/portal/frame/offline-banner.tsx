import { useEffect, useSyncExternalStore } from 'react';
import { frameTexts } from '../../texts/frame.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { WithIcon } from '../../ui/frame/view.tsx';
import { connection } from '../api/page-api.ts';

/** Milliseconds for which 接続が戻りました stays. */
const shown = 5000;

/** `error.offline`: while calls do not reach the service. A status; the focus stays where it is. */
export function OfflineBanner() {
  const { t } = useTexts(frameTexts);
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  useEffect(() => {
    if (state !== 'back') return;
    const timer = setTimeout(connection.acknowledged, shown);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div role="status">
      {state === 'lost' && (
        <div className="frame banner caution">
          <WithIcon tone="caution">{t('offline.lost')}</WithIcon>
        </div>
      )}
      {state === 'back' && (
        <div className="frame banner success">
          <WithIcon tone="success">{t('offline.back')}</WithIcon>
        </div>
      )}
    </div>
  );
}
