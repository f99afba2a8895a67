import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { Refused } from '../../portal/api/refused.ts';
import type { Answer, Script } from '../../testing/fake-service.ts';
import { listOf } from '../../testing/notice-calls.ts';
import type { PretendService } from './pretend-service.ts';

/** What the pages' requests say, as far as the pretended service listens. */
interface Said {
  readonly windowId: string;
  readonly takeOver: boolean;
  readonly csr: string;
  readonly certificateId: string;
  readonly purpose: 'renewal' | 'proof';
  readonly storage: 'pc-store' | 'token' | null;
  readonly serial: string;
  readonly signature: string;
}

/** The pretended service behind the portal's API. `session` is asked for each time, so that it can end. */
export function scriptOf(service: PretendService, session: () => SessionView): Script {
  const renewal = (act: (said: Said) => unknown) => (body: unknown) =>
    answered(() => {
      if (session().stage !== 'open') return { refuse: { code: 'session-expired' } };
      return { say: act(saidIn(body)) };
    });
  const report = (what: 'saved' | 'installed' | 'lost') =>
    renewal(({ windowId, certificateId, storage }) => service.report(windowId, what, certificateId, storage));
  return {
    'GET /api/session': () => ({ say: session() }),
    'GET /api/notices': () => ({ say: listOf([]) }),
    'GET /api/certificates/:id': () => answered(() => ({ say: service.delivered(service.newestId()) })),
    'POST /api/renewals': renewal(({ windowId, takeOver }) => service.start(windowId, { takeOver })),
    'POST /api/renewals/:id/confirm': renewal(({ windowId }) => service.confirm(windowId)),
    'POST /api/renewals/:id/requests': renewal(({ windowId, csr }) =>
      service.request(windowId, Buffer.from(csr, 'base64')),
    ),
    'POST /api/renewals/:id/saved': report('saved'),
    'POST /api/renewals/:id/installed': report('installed'),
    'POST /api/renewals/:id/lost': report('lost'),
    'POST /api/renewals/:id/presentations': renewal(({ purpose }) => service.startPresentation(purpose)),
    'POST /api/renewals/:id/seen': renewal(({ windowId }) => service.seen(windowId)),
    'POST /api/renewals/:id/release': renewal(({ windowId }) => service.release(windowId)),
    'GET /api/tokens': () => ({ say: service.tokens() }),
    'POST /api/renewals/:id/token': renewal(({ windowId, serial }) => ({
      challenge: service.challengeToken(windowId, serial),
    })),
    'POST /api/renewals/:id/token-proof': renewal(({ windowId, serial, signature }) =>
      service.proveToken(windowId, { serial, signature }),
    ),
    'GET /api/presentations/:id': () => answered(() => ({ say: service.latestAttempt() })),
  };
}

function answered(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused) return { refuse: { code: error.problem.code, facts: error.problem.facts } };
    throw error;
  }
}

/** The schemas are checked by the fake service; here the fields are only taken out. */
function saidIn(body: unknown): Said {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    windowId: text('windowId'),
    takeOver: fields.takeOver === true,
    csr: text('csr'),
    certificateId: text('certificateId'),
    purpose: text('purpose') === 'renewal' ? 'renewal' : 'proof',
    storage: fields.storage === 'pc-store' || fields.storage === 'token' ? fields.storage : null,
    serial: text('serial'),
    signature: text('signature'),
  };
}
