import type { Notice } from '@koshin/wire/portal/notice-messages.ts';
import type { OpenSession, SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { Script } from '../../testing/fake-service.ts';
import { countOf, noticeBoard } from '../../testing/notice-calls.ts';
import { certificate, notice, open, successor } from '../../testing/samples.ts';

export const session = (say: SessionView): Script => ({ 'GET /api/session': () => ({ say }) });

/** Someone logged in, with one unread notice where nothing else is said; what is read and confirmed stays so. */
export function loggedIn(change: Partial<OpenSession> = {}, notices: readonly Notice[] = [notice]): Script {
  const board = noticeBoard(notices);
  return {
    'GET /api/session': () => ({ say: { ...open, notices: countOf(board.notices()), ...change } }),
    ...board.calls,
    'GET /api/certificates': () => ({ say: { certificates: [successor, { ...certificate, next: 'nothing' }] } }),
  };
}
