import { portalPages } from '@koshin/wire/portal/paths.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { acquisitionQuery } from '../portal/api/queries.ts';
import type { Refused } from '../portal/api/refused.ts';
import { Redirect } from '../portal/frame/go.tsx';
import { CookiesBlocked } from '../portal/screens/browser.tsx';
import { CodeRefused } from './screens/code-refused.tsx';
import { GiveCode } from './screens/give-code.tsx';
import { GivePassword } from './screens/give-password.tsx';
import { SetPassword } from './screens/set-password.tsx';
import { useNewStanding } from './use-standing.ts';

/** `acq.start`: the code, then the login password, given or set; then the window. */
export function AcquisitionStart({ again }: { again: boolean }) {
  const standing = useSuspenseQuery(acquisitionQuery).data;
  const onStanding = useNewStanding();
  const [refused, setRefused] = useState<Refused | null>(null);
  if (!navigator.cookieEnabled) return <CookiesBlocked />;
  if (refused !== null) return <CodeRefused problem={refused.problem} onAgain={() => setRefused(null)} />;
  switch (standing.stage) {
    case 'none':
      return <GiveCode again={again} onStanding={onStanding} onRefused={setRefused} />;
    case 'password': {
      const Ask = standing.ask === 'set' ? SetPassword : GivePassword;
      return <Ask standing={standing} onStanding={onStanding} onRefused={setRefused} />;
    }
    case 'open':
      return <Redirect to={portalPages.acquisition} />;
  }
}
