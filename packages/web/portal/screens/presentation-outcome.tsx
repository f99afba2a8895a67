import { portalPages } from '@koshin/wire/portal/paths.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { presentationQuery } from '../api/queries.ts';
import { Refused } from '../api/refused.ts';
import { Redirect } from '../frame/go.tsx';
import { useSession } from '../frame/session.ts';
import { forgetAttempt, rememberedAttempt } from './attempt.ts';
import { PresentPage } from './present-page.tsx';

interface OutcomeProps {
  /** The attempt; or, after a ticket that could not be redeemed, the code of the refusal. */
  readonly nonce: string;
  /** What stands here when the attempt says nothing any more; its own page otherwise. */
  readonly otherwise?: ReactNode;
}

/** What became of presenting a certificate: on to the password, back to the renewal, or one of the `present.*` pages. */
export function PresentationOutcome({ nonce, otherwise }: OutcomeProps) {
  // Who left this very page for a further attempt and came back is told of that one.
  const [latest] = useState(() => (isAttempt(nonce) ? (rememberedAttempt() ?? nonce) : nonce));
  if (!isAttempt(latest)) return <Shown code={latest} facts={{}} refNo={null} />;
  return <OfAttempt nonce={latest} otherwise={otherwise} />;
}

const isAttempt = (nonce: string): boolean => /^[0-9a-z]{20,40}$/.test(nonce);

function OfAttempt({ nonce, otherwise }: OutcomeProps) {
  const { data, error } = useQuery(presentationQuery(nonce));
  if (error !== null) return <Unreadable error={error} otherwise={otherwise} />;
  return data === undefined ? null : <Of view={data} otherwise={otherwise} />;
}

function Of({ view, otherwise }: { view: PresentationView; otherwise: ReactNode }) {
  const session = useSession();
  if (view.purpose === 'first-use') return <Redirect to={`${portalPages.acquisition}?presentation=${view.nonce}`} />;
  if (view.purpose !== 'login' && view.certificateId !== null) {
    return <Redirect to={`${portalPages.renewal(view.certificateId)}?presentation=${view.nonce}`} />;
  }
  if (view.state === 'refused') {
    return <Shown code={view.code ?? 'presentation-not-completed'} facts={view.facts} refNo={view.refNo} />;
  }
  if (view.state === 'accepted') {
    if (session.stage !== 'anonymous') return <Redirect to={portalPages.password} />;
    // Accepted, and over since: nothing to say about it any more.
    return <Forgotten>{otherwise ?? <Redirect to="/" />}</Forgotten>;
  }
  return <Shown code="presentation-not-completed" facts={view.facts} refNo={view.refNo} />;
}

/** The attempt is too old to be known, or was started in another browser. */
function Unreadable({ error, otherwise }: { error: Error; otherwise: ReactNode }) {
  if (!(error instanceof Refused)) throw error;
  const { code, refNo } = error.problem;
  if (otherwise !== undefined) return <Forgotten>{otherwise}</Forgotten>;
  return <Shown code={code === 'not-found' ? 'attempt-expired' : code} facts={{}} refNo={refNo} />;
}

function Shown(outcome: Parameters<typeof PresentPage>[0]) {
  return (
    <Forgotten>
      <PresentPage {...outcome} />
    </Forgotten>
  );
}

/** Once its outcome is on the screen, the attempt is not shown in place of the next `login.start`. */
function Forgotten({ children }: { children: ReactNode }) {
  useEffect(forgetAttempt, []);
  return children;
}
