import { useEffect, useSyncExternalStore } from 'react';
import { api } from '../portal/api/page-api.ts';
import { useGo } from '../portal/frame/go.tsx';
import type { Place } from '../renewal/flow/place.ts';
import type { CheckStates } from '../renewal/run/checks.ts';
import { PageOfPlace } from '../renewal/screens/page-of-place.tsx';
import { Walk } from '../renewal/walk.tsx';
import { useRun } from '../renewal/window/use-run.ts';
import { acquisitionWords } from '../texts/acquisition-words.ts';
import { InOtherWords } from '../texts/use-texts.tsx';
import { acquisitionService } from './acquisition-service.ts';
import { Acquired } from './screens/acquired.tsx';
import { KeyGone } from './screens/key-gone.tsx';
import { StartAcquisition } from './screens/start-acquisition.tsx';
import { useNewStanding } from './use-standing.ts';

/** 取得, once code and password are given: the way of a renewal, in other words and with its own first and last page. */
export function AcquisitionWindow() {
  const run = useRun(() => acquisitionService(api), 'acquisition');
  const { flow } = useSyncExternalStore(run.subscribe, run.state);
  const go = useGo();
  if (flow.sessionGone) return <AskAgain />;
  return (
    <InOtherWords value={acquisitionWords}>
      <Walk run={run} leave={() => go('/')} term={null} page={pageOf} />
    </InOtherWords>
  );
}

/** Keys stay where they are: with the code given again it goes on. */
function AskAgain() {
  const takeOver = useNewStanding();
  const go = useGo();
  useEffect(() => void takeOver({ stage: 'none' }).then(() => go('/first?again=1')), [takeOver, go]);
  return null;
}

function pageOf(place: Place, checks: CheckStates) {
  switch (place.at) {
    case 'start':
      return <StartAcquisition />;
    case 'done':
    case 'resume-done':
      return <Acquired />;
    case 'resume-remake':
    case 'resume-limit':
      return <KeyGone />;
    default:
      return <PageOfPlace place={place} checks={checks} />;
  }
}
