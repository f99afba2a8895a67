import type { PageAnswer, PageRequest } from '@koshin/wire/helper/page-messages.ts';
import { doWithConsent } from './consented-act.ts';
import type { Grants } from './grants.ts';
import type { HostConnection } from './host-connection.ts';
import { hostStatus } from './host-status.ts';
import type { Asker } from './judge-sender.ts';
import type { Question } from './question.ts';
import type { Questions } from './questions.ts';
import type { RateLimit } from './rate-limit.ts';
import { declined, rateLimited, refused } from './refusals.ts';
import type { Sites, Standing } from './sites.ts';

export interface Means {
  readonly version: string;
  readonly sites: Sites;
  readonly questions: Questions;
  readonly host: HostConnection;
  readonly grants: Grants;
  readonly consents: RateLimit;
  readonly statuses: RateLimit;
}

/** Seconds for questions whose time the page does not say. */
const usualSeconds = 120;

/** What every page is answered; one question at a time, over all tabs. */
export class Helper {
  readonly #means: Means;
  #asking = false;

  constructor(means: Means) {
    this.#means = means;
  }

  async answer(asker: Asker, request: PageRequest): Promise<PageAnswer> {
    const standing = await this.#means.sites.standingOf(asker.origin);
    if (standing.kind === 'refused') return refused('helper-origin-refused');
    if (request.act === 'introduce') return this.#introduce(asker, request, standing);
    if (request.act === 'status') return this.#status(asker, request, standing);
    if (standing.kind === 'undecided') return refused('helper-origin-refused');
    if (request.act === 'find-keys') return this.#findKeys(asker, request);
    return this.#alone(() => doWithConsent({ asker, request, standing, means: this.#means }));
  }

  async #status(
    { origin }: Asker,
    { minimumVersion }: Extract<PageRequest, { act: 'status' }>,
    { kind }: Exclude<Standing, { kind: 'refused' }>,
  ): Promise<PageAnswer> {
    const { statuses, host, version } = this.#means;
    const retryAt = await statuses.take(origin);
    if (retryAt !== null) return rateLimited(retryAt);
    const told = kind === 'undecided' ? null : await hostStatus(host, { origin, minimumVersion });
    return { answer: 'status', extensionVersion: version, site: kind, host: told };
  }

  async #findKeys({ origin }: Asker, { renewal }: Extract<PageRequest, { act: 'find-keys' }>): Promise<PageAnswer> {
    const { statuses, host } = this.#means;
    const retryAt = await statuses.take(origin);
    if (retryAt !== null) return rateLimited(retryAt);
    const body = await host.ask({ act: 'find-keys', origin, purpose: renewal });
    return body.answer === 'keys' || body.answer === 'refused' ? body : refused('unexpected');
  }

  async #introduce(asker: Asker, { language }: PageRequest, standing: Standing): Promise<PageAnswer> {
    if (standing.kind !== 'undecided') return { answer: 'introduced' };
    return this.#alone(async () => {
      const { consents, questions, sites } = this.#means;
      const retryAt = await consents.take(asker.origin);
      if (retryAt !== null) return rateLimited(retryAt);
      const question: Question = {
        kind: 'consent',
        language,
        origin: asker.origin,
        bank: null,
        asked: { act: 'site' },
      };
      const { came } = await questions.ask(question, { askerTab: asker.tabId, seconds: usualSeconds });
      if (came !== 'yes') return declined(came);
      await sites.allow(asker.origin);
      return { answer: 'introduced' };
    });
  }

  async #alone(act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    if (this.#asking) return refused('helper-busy');
    this.#asking = true;
    const release = this.#means.host.hold();
    try {
      return await act();
    } finally {
      release();
      this.#asking = false;
    }
  }
}
