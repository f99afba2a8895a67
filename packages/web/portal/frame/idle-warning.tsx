import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type OpenSession, SessionView } from '@koshin/wire/portal/session-messages.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { frameTexts } from '../../texts/frame.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonRow } from '../../ui/button/view.tsx';
import { Dialog } from '../../ui/dialog/view.tsx';
import { api } from '../api/page-api.ts';
import { sessionQuery, useNewSession } from '../api/queries.ts';
import { planIdle } from './idle-plan.ts';

/**
 * `session.warn`: two minutes before an idle session ends. Who has pressed a key or moved the pointer since the last
 * answer is still there and is not asked; another window may have moved the end, so the service is asked first.
 */
export function IdleWarning({ session, onLogout }: { session: OpenSession; onLogout: () => void }) {
  const { t, time } = useTexts(frameTexts);
  const { dataUpdatedAt, refetch } = useQuery(sessionQuery);
  const takeOver = useNewSession();
  const lastAct = useLastAct();
  const [now, setNow] = useState(() => Date.now());
  const plan = planIdle(
    {
      idleEndsAt: Date.parse(session.idleEndsAt),
      endsAt: Date.parse(session.endsAt),
      serverTime: Date.parse(session.serverTime),
      receivedAt: dataUpdatedAt,
    },
    Math.max(now, dataUpdatedAt),
  );
  const stay = async () => {
    await takeOver(await api.post({ path: portalPaths.keepSession, body: {}, answer: SessionView }));
    setNow(Date.now());
  };
  const look = useRef(async () => {});
  look.current = async () => {
    const stillHere = plan.phase === 'quiet' && lastAct.current > dataUpdatedAt;
    await (stillHere ? stay() : refetch());
    setNow(Date.now());
  };
  useEffect(() => {
    // Browsers hold at most a signed 32-bit number of milliseconds.
    const timer = setTimeout(() => void look.current().catch(() => refetch()), Math.min(plan.wait, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [plan.wait, refetch]);
  if (plan.phase === 'quiet') return null;
  const keep = () => void stay().catch(() => refetch());
  return (
    <Dialog
      title={t('warn.title')}
      onSafe={keep}
      answers={
        <ButtonRow>
          <Button kind="filled" safe onPress={keep}>
            {t('warn.stay')}
          </Button>
          <Button onPress={onLogout}>{t('warn.logout')}</Button>
        </ButtonRow>
      }
    >
      <p>{t('warn.body', { time: time(session.idleEndsAt) })}</p>
    </Dialog>
  );
}

/** When the customer last pressed a key or a pointer in this window, in milliseconds since 1970. */
function useLastAct() {
  const lastAct = useRef(0);
  useEffect(() => {
    const note = () => {
      lastAct.current = Date.now();
    };
    const acts = ['keydown', 'pointerdown'] as const;
    for (const act of acts) addEventListener(act, note, { passive: true });
    return () => {
      for (const act of acts) removeEventListener(act, note);
    };
  }, []);
  return lastAct;
}
