import { randomBytes } from 'node:crypto';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { IssuedCertificate, RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { type CustomerKey, customerKey } from '../../bank/customer-key.ts';
import { HttpBrowser, identityOf } from '../../bank/http-browser.ts';
import type { TestCustomer } from '../../bank/test-bank.ts';
import type { ServiceNode } from '../node/service-node.ts';
import { type Delivered, Ledger } from './ledger.ts';
import { bodyOf, Interrupted, InvariantViolated, reached } from './outcomes.ts';
import { presentAt, presentForLogin } from './presenting.ts';

const password = 'right password';

/**
 * A customer who renews his certificate over HTTP and TLS, and goes on after any interruption. He keeps what he was
 * given, and everything the service answers is held against it.
 */
export class PlayedCustomer {
  readonly before: TestCustomer;
  readonly ledger = new Ledger();
  /** The certificate that is renewed. */
  readonly old: Delivered;
  /** Every key he has made; he asks with the last. */
  readonly keys: CustomerKey[] = [customerKey()];
  readonly #at: { readonly bankId: string; readonly serverCa: string };
  readonly #windowId = randomBytes(16).toString('hex');
  #browser: HttpBrowser | null = null;

  constructor(before: TestCustomer, at: { readonly bankId: string; readonly serverCa: string }) {
    this.before = before;
    this.#at = at;
    const { key, certificate } = before;
    const der = Buffer.from(certificate.der);
    this.old = { certificateId: certificate.id, der, identity: identityOf(key.privateKey, der) };
  }

  /** A browser that has never been here. */
  newBrowser(node: ServiceNode): HttpBrowser {
    return new HttpBrowser({ origin: node.portalOrigin(this.#at.bankId), ca: this.#at.serverCa });
  }

  /** He closes it, and its session is nobody's any more. */
  closeBrowser(): void {
    this.#browser = null;
  }

  /** His PC died with the key that he asked with: another one. */
  loseKey(): void {
    this.keys.push(customerKey());
    this.closeBrowser();
  }

  /**
   * Certificate and password, in a new browser, with the first of these certificates that is accepted. With one that he
   * never used before this proves it. Throws `InvariantViolated` when none is.
   */
  async login(node: ServiceNode, ...certificates: readonly Delivered[]): Promise<HttpBrowser> {
    const { ledger } = this;
    const browser = this.newBrowser(node);
    const pages: string[] = [];
    for (const certificate of certificates) {
      const page = await presentForLogin(browser, certificate.identity);
      pages.push(page);
      if (page !== '/login/password') continue;
      if (certificate !== this.old) ledger.triedToProve.add(certificate.certificateId);
      ledger.loginsTried += 1;
      bodyOf(await reached(browser.post(portalPaths.password, { password })));
      if (certificate !== this.old) ledger.proven ??= certificate.certificateId;
      return browser;
    }
    throw new InvariantViolated(`1: locked out, the presentations led to ${pages.join(' and ')}`);
  }

  /**
   * Renews from wherever he is to the proof, in the session he has or in a new one. Throws `Interrupted` for what
   * passes, and `InvariantViolated` for an answer that breaks a promise.
   *
   * @param between what happens before each of his acts
   */
  async renew(node: ServiceNode, between: () => Promise<void> = async () => {}): Promise<void> {
    // 1. Begin or go on.
    await between();
    const { browser, renewalId, proven } = await this.prepare(node, between);
    if (proven) return;
    // 2. A certificate for his key.
    await between();
    const issued = await this.request(browser, renewalId);
    // 3. Reports, which prove nothing.
    await between();
    await this.report('saved', browser, renewalId, issued);
    await between();
    await this.report('installed', browser, renewalId, issued);
    // 4. The proof.
    await between();
    const asked = await reached(browser.post(portalPaths.renewalPresentations(renewalId), { purpose: 'proof' }));
    const { url } = bodyOf(asked);
    await between();
    this.ledger.triedToProve.add(issued.certificateId);
    const page = await presentAt(browser, url, issued.identity);
    if (!page.startsWith('/renewal/')) throw new Error(`the proof led to ${page}`);
    await between();
    if (!this.#noteProof(await this.#start(browser))) throw new Interrupted('proof-refused');
  }

  /** As far as the request: begun, or found again, and confirmed. */
  async prepare(
    node: ServiceNode,
    between: () => Promise<void> = async () => {},
  ): Promise<{ readonly browser: HttpBrowser; readonly renewalId: string; readonly proven: boolean }> {
    const browser = await this.#loggedIn(node);
    await between();
    const begun = await this.#start(browser);
    const at = { browser, renewalId: begun.id };
    if (this.#noteProof(begun)) return { ...at, proven: true };
    if (begun.state === 'preparing' || begun.state === 'ready') {
      await between();
      const confirm = { password: begun.passwordNeeded ? password : null, usedOnOtherPcs: false };
      await this.#act(browser, portalPaths.renewalConfirm(begun.id), confirm);
      this.ledger.confirmed = true;
    }
    return { ...at, proven: false };
  }

  /** Asks for the certificate of his key, signed anew each time. */
  async request(browser: HttpBrowser, renewalId: string): Promise<Delivered> {
    const key = this.keys.at(-1);
    if (!key) throw new Error('he has made a key at the beginning');
    const csr = Buffer.from(key.request()).toString('base64');
    const path = portalPaths.renewalRequests(renewalId);
    const issued: IssuedCertificate = bodyOf(await reached(browser.post(path, { windowId: this.#windowId, csr })));
    const der = Buffer.from(issued.certificate, 'base64');
    const delivered = { certificateId: issued.certificateId, der, identity: identityOf(key.privateKey, der) };
    this.ledger.receive(delivered);
    this.ledger.mustBeIn(issued.renewal);
    return delivered;
  }

  async report(
    kind: 'saved' | 'installed',
    browser: HttpBrowser,
    renewalId: string,
    { certificateId }: Delivered,
  ): Promise<void> {
    const path = kind === 'saved' ? portalPaths.renewalSaved : portalPaths.renewalInstalled;
    await this.#act(browser, path(renewalId), { certificateId });
    this.ledger[kind].add(certificateId);
  }

  async #loggedIn(node: ServiceNode): Promise<HttpBrowser> {
    const kept = this.#browser;
    if (kept !== null && bodyOf(await reached(kept.get(portalPaths.session))).stage === 'open') return kept;
    const { delivered, triedToProve, proven } = this.ledger;
    const ofProof = delivered.filter(({ certificateId }) => certificateId === proven);
    // Where he got no answer to a proof, the old one may be retired by it.
    const maybe = delivered.filter(({ certificateId }) => triedToProve.has(certificateId));
    this.#browser = await this.login(node, ...ofProof, this.old, ...maybe);
    return this.#browser;
  }

  #start(browser: HttpBrowser): Promise<RenewalView> {
    const { certificateId } = this.old;
    return this.#act(browser, portalPaths.renewals, { certificateId, takeOver: true });
  }

  /** @returns whether the renewal is proven */
  #noteProof(view: RenewalView): boolean {
    if (view.state !== 'proven' || view.proof === null) return false;
    const { id } = view.proof.certificate;
    if (!this.ledger.triedToProve.has(id)) throw new InvariantViolated('6: proven without a proof');
    this.ledger.proven = id;
    return true;
  }

  async #act(browser: HttpBrowser, path: string, body: object): Promise<RenewalView> {
    const view: RenewalView = bodyOf(await reached(browser.post(path, { windowId: this.#windowId, ...body })));
    this.ledger.mustBeIn(view);
    return view;
  }
}
