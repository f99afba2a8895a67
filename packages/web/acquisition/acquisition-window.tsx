import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import { portalPages } from '@koshin/wire/portal/paths.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api, queryClient } from '../portal/api/page-api.ts';
import { acquisitionQuery, sessionQuery } from '../portal/api/queries.ts';
import { Redirect } from '../portal/frame/go.tsx';
import { useBank } from '../portal/frame/session.ts';
import { BrowserPhone } from '../portal/screens/browser.tsx';
import { isOver, type Place } from '../renewal/flow/place.ts';
import type { CheckStates } from '../renewal/run/checks.ts';
import { PageOfPlace } from '../renewal/screens/page-of-place.tsx';
import { Walk } from '../renewal/walk.tsx';
import { openIfBack, openRun } from '../renewal/window/open-run.ts';
import { useRun } from '../renewal/window/use-run.ts';
import { acquisitionWords } from '../texts/acquisition-words.ts';
import { InOtherWords } from '../texts/use-texts.tsx';
import { acquisitionService } from './acquisition-service.ts';
import { Acquired } from './screens/acquired.tsx';
import { RefusedInWindow } from './screens/code-refused.tsx';
import { KeyGone } from './screens/key-gone.tsx';
import { StartAcquisition } from './screens/start-acquisition.tsx';
import { useEndAcquisition } from './use-standing.ts';

/** 取得, once code and password are given: the way of a renewal, in other words and with its own first and last page. */
export function AcquisitionWindow() {
  const bank = useBank();
  const run = useRun(() => openRun(runAt(bank)));
  const { flow } = useSyncExternalStore(run.subscribe, run.state);
  const end = useEndAcquisition();
  if (flow.sessionGone && !isOver(flow.place)) return <AskAgain />;
  return (
    <InOtherWords value={acquisitionWords}>
      <Walk run={run} leave={() => void end()} term={null} page={pageOf} />
    </InOtherWords>
  );
}

/** Before the page is drawn: a window that comes back from a presentation knows what that came to. */
export async function comeBack(): Promise<void> {
  const { bank } = await queryClient.ensureQueryData(sessionQuery);
  await openIfBack(runAt(bank));
}

function runAt(bank: BankView): Parameters<typeof openRun>[0] {
  return { subject: 'acquisition', service: () => acquisitionService(api), bank };
}

/** Keys stay where they are: with what is asked given again, it goes on. */
function AskAgain() {
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const ask = queryClient.fetchQuery({ ...acquisitionQuery, staleTime: 0 });
    // What fails here fails again on the page that asks, which says so.
    void ask.catch(() => {}).then(() => setAsked(true));
  }, [queryClient]);
  return asked && <Redirect to={`${portalPages.acquisitionStart}?again=1`} />;
}

function pageOf(place: Place, checks: CheckStates) {
  switch (place.at) {
    case 'phone':
      return <BrowserPhone back={portalPages.start} />;
    case 'start':
      return <StartAcquisition />;
    case 'done':
    case 'resume-done':
      return <Acquired />;
    case 'resume-remake':
    case 'resume-limit':
      return <KeyGone />;
    case 'refused':
      return <RefusedInWindow problem={place.problem} />;
    default:
      return <PageOfPlace place={place} checks={checks} />;
  }
}
