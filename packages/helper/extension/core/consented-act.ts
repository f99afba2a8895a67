import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import type { PageAnswer, PageRequest } from '@koshin/wire/helper/page-messages.ts';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { Means } from './answer-page.ts';
import type { Unnumbered } from './host-connection.ts';
import { hostStatus, judgePlace } from './host-status.ts';
import type { Asker } from './judge-sender.ts';
import type { ConsentAct } from './question.ts';
import { declined, rateLimited, refused } from './refusals.ts';
import type { Standing } from './sites.ts';

/** What a person is asked about, every time or once for all of a renewal. */
export type ConsentedRequest = Exclude<PageRequest, { act: 'status' | 'introduce' | 'find-keys' }>;

interface Asked {
  readonly asker: Asker;
  readonly request: ConsentedRequest;
  readonly standing: Standing;
  readonly means: Means;
}

type UsablePlace = Extract<ReturnType<typeof judgePlace>, { kind: 'pc' | 'token' }>;

export async function doWithConsent(asked: Asked): Promise<PageAnswer> {
  const { asker, request, means } = asked;
  // 1. はい to everything of this renewal counts for what follows in it.
  if (!(await isGranted(asked))) {
    // 2. Not too often, and not for what cannot be done.
    const retryAt = await means.consents.take(asker.origin);
    if (retryAt !== null) return rateLimited(retryAt);
    const status = await hostStatus(means.host, { origin: asker.origin, minimumVersion: null });
    if (status.answer === 'refused') return status;
    const place = judgePlace(request.place, status);
    if ('answer' in place) return place;
    // 3. The question.
    const { came } = await means.questions.ask(consentQuestion(asked, place), {
      askerTab: asker.tabId,
      seconds: request.consentSeconds,
      moreFollows: true,
    });
    if (came !== 'yes') return declined(came);
  }
  // 4. The act, with the PIN where the token wants it.
  const body = await askWithPin(asked);
  // The page need not wait until its window has gone.
  if (!isFollowed(request, body)) void means.questions.dismiss();
  // 5. はい to all is for the key that was made, which nobody knew before.
  if (body.answer === 'key-made' && request.act === 'make-key' && request.consents === 'all') {
    const { renewal, place } = request;
    await means.grants.give({ ...asker, renewal, place, keyDigest: body.keyDigest });
  }
  return told(body);
}

async function isGranted({ asker, request, means }: Asked): Promise<boolean> {
  if (request.act !== 'send-request' && request.act !== 'install') return false;
  const { renewal, place, keyDigest } = request;
  return means.grants.covers({ ...asker, renewal, place, keyDigest });
}

function consentQuestion({ asker, request, standing }: Asked, place: UsablePlace) {
  return {
    kind: 'consent' as const,
    language: request.language,
    origin: asker.origin,
    bank: standing.kind === 'listed' ? standing.bank : null,
    asked: consentAct(request, place),
  };
}

function consentAct(request: ConsentedRequest, place: UsablePlace): ConsentAct {
  switch (request.act) {
    case 'make-key':
      return request.consents === 'all' ? { act: 'all' } : { act: 'make-key', place };
    case 'send-request':
      return { act: 'send-request' };
    case 'install':
      return { act: 'install', place };
    case 'remove-old':
      return { act: 'remove-old', serialTail: request.oldSerialTail, place };
  }
}

/** Asks for the PIN at most once: a wrong one is an answer, and the next try is the person's to begin. */
async function askWithPin(asked: Asked): Promise<HostAnswerBody> {
  const { asker, request, standing, means } = asked;
  const first = await means.host.ask(hostRequest(asked, null));
  if (first.answer !== 'pin-needed') return first;
  const outcome = await means.questions.ask(
    {
      kind: 'pin',
      language: request.language,
      origin: asker.origin,
      bank: standing.kind === 'listed' ? standing.bank : null,
      tokenLabel: first.tokenLabel,
      triesLeft: first.triesLeft,
    },
    { askerTab: asker.tabId, seconds: request.consentSeconds, moreFollows: true },
  );
  if (outcome.came !== 'pin') return refused('token-pin-cancelled');
  return means.host.ask(hostRequest(asked, outcome.pin));
}

/** A key is followed by its request, a request by its certificate, each with a question of its own. */
function isFollowed(request: ConsentedRequest, { answer }: HostAnswerBody): boolean {
  if (request.act === 'make-key') return answer === 'key-made' && request.consents === 'each';
  return request.act === 'send-request' && answer !== 'refused' && answer !== 'pin-needed';
}

function hostRequest({ asker: { origin }, request }: Asked, pin: string | null): Unnumbered {
  const place: StorePlace = request.place;
  switch (request.act) {
    case 'make-key': {
      const { renewal, kind, deviceChallenge } = request;
      return { act: 'make-key', origin, place, purpose: renewal, kind, deviceChallenge, pin };
    }
    case 'send-request':
      return { act: 'sign-request', origin, place, purpose: request.renewal, keyDigest: request.keyDigest, pin };
    case 'install': {
      const { renewal, keyDigest, certificate, nonce } = request;
      return { act: 'install', origin, place, purpose: renewal, keyDigest, certificate, nonce, pin };
    }
    case 'remove-old': {
      const { fingerprint, proven, oldSerialTail } = request;
      return { act: 'remove', origin, place, fingerprint, proven, serialTail: oldSerialTail, pin };
    }
  }
}

function told(body: HostAnswerBody): PageAnswer {
  // A token that forgot the login between two requests: the next try asks for the PIN again.
  if (body.answer === 'pin-needed') return refused('token-removed');
  return body.answer === 'status' ? refused('unexpected') : body;
}
