import type { Role } from '@koshin/wire/portal/session-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { Refused } from '../api/refused.ts';
import { BrowserUnsupported, CookiesBlocked } from './browser.tsx';
import { Forbidden, Maintenance, NotFound, RateLimited, Unexpected } from './errors.tsx';
import { LoginLocked } from './login-locked.tsx';
import { UserStopped } from './user-stopped.tsx';

interface ErrorPageProps {
  readonly error: unknown;
  readonly onAgain: () => void;
}

/** The page of an error, whatever page it happened on; what has no page of its own shows `error.unexpected`. */
export function ErrorPage({ error, onAgain }: ErrorPageProps) {
  if (!(error instanceof Refused)) return <Unexpected refNo={null} onAgain={onAgain} />;
  if (error.problem.status === 401) return <SessionGone refNo={error.problem.refNo} onAgain={onAgain} />;
  return <ErrorCode {...error.problem} onAgain={onAgain} />;
}

/**
 * A call found that nobody is logged in. The session is being asked for and will show its own page here; only where it
 * still calls itself open, something is wrong.
 */
function SessionGone({ refNo, onAgain }: { refNo: string; onAgain: () => void }) {
  const { data, isFetching } = useQuery(sessionQuery);
  return isFetching || data?.stage !== 'open' ? null : <Unexpected refNo={refNo} onAgain={onAgain} />;
}

type Refusal = Pick<Problem, 'facts'> & { readonly code: string; readonly refNo: string | null };

/** The page of a refusal; trying again loads the page anew where nothing better is known. */
export function ErrorCode({ onAgain = reload, ...refusal }: Refusal & { readonly onAgain?: () => void }) {
  return refusalPage(refusal) || <Unexpected refNo={refusal.refNo} onAgain={onAgain} />;
}

const reload = () => location.reload();

/** Null for codes without a page of their own, and for those whose facts do not fill their page. */
function refusalPage({ code, refNo, facts }: Refusal): ReactNode {
  const text = (name: string) => (typeof facts[name] === 'string' ? facts[name] : null);
  const count = (name: string) => (typeof facts[name] === 'number' ? facts[name] : null);
  switch (code) {
    case 'user-suspended':
    case 'contract-closed':
      return <UserStopped refNo={refNo} />;
    case 'login-locked': {
      const [until, tries] = [text('until'), count('n')];
      return until && tries && <LoginLocked until={until} tries={tries} refNo={refNo} />;
    }
    case 'maintenance':
      return <Maintenance from={text('from')} until={text('until')} refNo={refNo} />;
    case 'not-found':
      return <NotFound refNo={refNo} />;
    case 'role-forbidden': {
      const [requiredRole, role] = [text('requiredRole'), text('role')];
      return (
        isRole(requiredRole) && isRole(role) && <Forbidden requiredRole={requiredRole} role={role} refNo={refNo} />
      );
    }
    case 'rate-limited': {
      const retryAt = text('retryAt');
      return retryAt && <RateLimited retryAt={retryAt} refNo={refNo} />;
    }
    case 'csrf-mismatch':
      return <CookiesBlocked />;
    case 'webcrypto-missing':
    case 'indexeddb-missing':
      return <BrowserUnsupported term={null} />;
    default:
      return null;
  }
}

const isRole = (role: string | null): role is Role =>
  role === 'administrator' || role === 'approver' || role === 'member';
