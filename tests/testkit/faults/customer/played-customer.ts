import { randomBytes } from 'node:crypto';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { IssuedCertificate, RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { type CustomerKey, customerKey } from '../../bank/customer-key.ts';
import { HttpBrowser, type Identity, identityOf } from '../../bank/http-browser.ts';
import type { TestCustomer } from '../../bank/test-bank.ts';
import type { ServiceNode } from '../node/service-node.ts';
import { type Delivered, Ledger } from './ledger.ts';
import { bodyOf, InvariantViolated, mustNotBeAway, reached } from './outcomes.ts';

const password = 'right password';

/**
 * A customer who renews his certificate over HTTP and TLS, and goes on after any interruption. He keeps what he was
 * given, and everything the service answers is held against it.
 */
export class PlayedCustomer {
  readonly before: TestCustomer;
  readonly ledger = new Ledger();
  /** Of the certificate that is renewed. */
  readonly old: Delivered;
  /** Every key he has made; the last is the one he asks with. */
  readonly keys: CustomerKey[] = [];
  readonly #bankId: string;
  readonly #serverCa: string;
  readonly #windowId = randomBytes(16).toString('hex');
  #browser: HttpBrowser | null = null;

  constructor(before: TestCustomer, at: { readonly bankId: string; readonly serverCa: string }) {
    this.before = before;
    this.#bankId = at.bankId;
    this.#serverCa = at.serverCa;
    const { key, certificate } = before;
    this.old = {
      certificateId: certificate.id,
      der: Buffer.from(certificate.der),
      identity: identityOf(key.privateKey, certificate.der),
    };
  }

  /** A browser that has never been here. */
  newBrowser(node: ServiceNode): HttpBrowser {
    return new HttpBrowser({ origin: node.portalOrigin(this.#bankId), ca: this.#serverCa });
  }

  /** His PC died: the key that he asked with is gone, and the browser with it. */
  loseKey(): void {
    this.keys.push(customerKey());
    this.#browser = null;
  }

  /** Logs in by this certificate in a new browser, in which he then goes on. */
  async login(node: ServiceNode, certificate: Delivered): Promise<HttpBrowser> {
    const browser = this.newBrowser(node);
    const page = await presented(browser, certificate.identity);
    if (page !== '/login/password') throw new InvariantViolated(`1: the login led to ${page}`);
    if (certificate !== this.old) this.ledger.triedToProve.add(certificate.certificateId);
    this.ledger.logins.tried += 1;
    bodyOf(await reached(browser.post(portalPaths.password, { password })));
    this.ledger.logins.opened += 1;
    if (certificate !== this.old) this.ledger.proven ??= certificate.certificateId;
    this.#browser = browser;
    return browser;
  }

  /**
   * Renews from wherever he is to the proof, in the session he has or in a new one. Throws `Interrupted` when the node
   * dies or says that something is away, and `InvariantViolated` for an answer that breaks a promise.
   */
  async renew(node: ServiceNode): Promise<void> {
    // 1. Begin or go on.
    const browser = await this.#loggedIn(node);
    const { certificateId } = this.old;
    let view = this.#seen(await this.#act(browser, portalPaths.renewals, { certificateId, takeOver: true }));
    if (view.state === 'proven') return this.#noteProof(view);
    if (view.state === 'preparing' || view.state === 'ready') {
      const confirm = { password: null, usedOnOtherPcs: false };
      view = this.#seen(await this.#act(browser, portalPaths.renewalConfirm(view.id), confirm));
      this.ledger.confirmed = true;
    }
    // 2. A certificate for his key.
    const { renewal, ...issued } = await this.request(browser, view.id);
    this.#seen(renewal);
    // 3. Reports, which prove nothing.
    const report = { certificateId: issued.certificateId };
    this.#seen(await this.#act(browser, portalPaths.renewalSaved(view.id), report));
    this.ledger.saved.add(issued.certificateId);
    this.#seen(await this.#act(browser, portalPaths.renewalInstalled(view.id), report));
    this.ledger.installed.add(issued.certificateId);
    // 4. The proof.
    await this.#prove(browser, view.id, issued.identity);
    this.#noteProof(this.#seen(await this.#act(browser, portalPaths.renewals, { certificateId, takeOver: true })));
  }

  /** Asks for the certificate of his key, signed anew each time. */
  async request(browser: HttpBrowser, renewalId: string): Promise<Delivered & { readonly renewal: RenewalView }> {
    const key = this.keys.at(-1) ?? customerKey();
    if (this.keys.length === 0) this.keys.push(key);
    const csr = Buffer.from(key.request()).toString('base64');
    const issued: IssuedCertificate = await this.#act(browser, portalPaths.renewalRequests(renewalId), { csr });
    const der = Buffer.from(issued.certificate, 'base64');
    const delivered = { certificateId: issued.certificateId, der, identity: identityOf(key.privateKey, der) };
    this.ledger.receive(delivered);
    return { ...delivered, renewal: issued.renewal };
  }

  /** Begins, confirms, and stops where he would ask for the certificate. */
  async prepare(node: ServiceNode): Promise<{ readonly browser: HttpBrowser; readonly renewalId: string }> {
    const browser = await this.login(node, this.old);
    const { certificateId } = this.old;
    const begun = this.#seen(await this.#act(browser, portalPaths.renewals, { certificateId, takeOver: true }));
    const confirm = { password: null, usedOnOtherPcs: false };
    this.#seen(await this.#act(browser, portalPaths.renewalConfirm(begun.id), confirm));
    this.ledger.confirmed = true;
    return { browser, renewalId: begun.id };
  }

  async #loggedIn(node: ServiceNode): Promise<HttpBrowser> {
    const kept = this.#browser;
    if (kept !== null && kept.origin === node.portalOrigin(this.#bankId)) {
      const session = bodyOf(await reached(kept.get(portalPaths.session)));
      if (session.stage === 'open') return kept;
    }
    const proven = this.ledger.delivered.find(({ certificateId }) => certificateId === this.ledger.proven);
    return this.login(node, proven ?? this.old);
  }

  async #prove(browser: HttpBrowser, renewalId: string, identity: Identity): Promise<void> {
    const { url } = bodyOf(
      await reached(browser.post(portalPaths.renewalPresentations(renewalId), { purpose: 'proof' })),
    );
    const presentedOne = this.ledger.delivered.find((one) => one.identity.key === identity.key);
    if (presentedOne) this.ledger.triedToProve.add(presentedOne.certificateId);
    const page = await backFrom(browser, url, identity);
    if (!page.startsWith('/renewal/')) throw new Error(`the proof led to ${page}`);
  }

  #noteProof(view: RenewalView): void {
    const proven = view.proof?.certificate.id;
    if (view.state !== 'proven' || proven === undefined)
      throw new Error(`expected a proven renewal, got ${view.state}`);
    if (!this.ledger.triedToProve.has(proven)) throw new InvariantViolated('6: proven without a proof');
    this.ledger.proven = proven;
  }

  #seen(view: RenewalView): RenewalView {
    this.ledger.mustBeIn(view);
    return view;
  }

  async #act(browser: HttpBrowser, path: string, body: object): Promise<ReturnType<typeof JSON.parse>> {
    return bodyOf(await reached(browser.post(path, { windowId: this.#windowId, ...body })));
  }
}

/** Presents it for login; resolves with the page to which that leads. */
export async function presented(browser: HttpBrowser, identity: Identity): Promise<string> {
  if (browser.csrf === '') browser.csrf = bodyOf(await reached(browser.get(portalPaths.session))).csrf;
  const { url } = bodyOf(await reached(browser.post(portalPaths.presentations, {})));
  return backFrom(browser, url, identity);
}

async function backFrom(browser: HttpBrowser, url: string, identity: Identity): Promise<string> {
  const back = new URL(await reached(browser.handshake(url, identity))).pathname;
  mustNotBeAway(back);
  const { headers, status } = await reached(browser.get(back));
  if (status !== 303) throw new Error(`expected a page, got ${status} for ${back}`);
  const page = String(headers.location);
  mustNotBeAway(page);
  return page;
}
