import {
  type Acquired,
  acquireInBrowser,
  closeAcquisition,
  reportAcquired,
} from '@koshin/service/use-cases/acquisition/acquire-in-browser.ts';
import {
  type AcquisitionFacts,
  describeStanding,
  type StandingFacts,
} from '@koshin/service/use-cases/acquisition/describe-acquisition.ts';
import { givePassword } from '@koshin/service/use-cases/acquisition/give-password.ts';
import { openAcquisition } from '@koshin/service/use-cases/acquisition/open-acquisition.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { TestBrowser } from './test-browser.ts';

/** What a person does in a browser with a code that the bank handed over. */
export class TestAcquirer {
  readonly browser: TestBrowser;
  readonly #means: Means;

  /** @param browser whose cookies are used; by default a new one's */
  constructor(means: Means, bankId: string, browser?: TestBrowser) {
    this.#means = means;
    this.browser = new TestBrowser(means, bankId, browser?.browserSecret);
  }

  get key() {
    const { bankId, browserSecret } = this.browser;
    return { bankId, browserSecret };
  }

  open(loginId: string, code: string): Promise<void> {
    return openAcquisition(this.#means, { ...this.key, loginId, code });
  }

  givePassword(password: string): Promise<void> {
    return givePassword(this.#means, { ...this.key, password });
  }

  standing(): Promise<StandingFacts> {
    return describeStanding(this.#means, this.key);
  }

  /** Where it is open. */
  async facts(): Promise<AcquisitionFacts> {
    const standing = await this.standing();
    if (standing.stage !== 'open') throw new Error(`expected it open, got ${standing.stage}`);
    return standing.acquisition;
  }

  request(key: { request(): Uint8Array }): Promise<Acquired> {
    return acquireInBrowser(this.#means, { ...this.key, csr: key.request() });
  }

  report(kind: 'saved' | 'installed', storage: 'pc-store' | 'token' | null = null): Promise<AcquisitionFacts> {
    return reportAcquired(this.#means, { ...this.key, kind, storage });
  }

  use(certificate: { readonly der: Uint8Array } | null) {
    return this.browser.present(certificate, { purpose: 'first-use' });
  }

  close(): Promise<void> {
    return closeAcquisition(this.#means, this.key);
  }
}
