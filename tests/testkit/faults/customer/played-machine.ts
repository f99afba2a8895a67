import type { Register } from '@koshin/service/ports/register/register.ts';
import { certificatesIn } from '../../../conformance/pki/testkit/certs-only.ts';
import { type Identity, identityOf } from '../../bank/http-browser.ts';
import { subjectOf } from '../../bank/test-est.ts';
import { type HttpAnswer, type HttpRequest, httpRequest } from '../../network/http-client.ts';
import type { ServiceNode } from '../node/service-node.ts';
import { Interrupted, InvariantViolated, reached } from './outcomes.ts';
import type { PlayedCustomer } from './played-customer.ts';

/**
 * A machine that renews its certificate by EST and goes on after any interruption with the same key. What it was given
 * is entered in the ledger of the customer it is, so that the register is held against it as against any customer's.
 */
export class PlayedMachine {
  readonly customer: PlayedCustomer;
  readonly #serverCa: string;
  #der: Buffer | null = null;
  #triedToProve = false;
  #proven = false;

  /** @param customer of a user without a login password */
  constructor(customer: PlayedCustomer, { serverCa }: { readonly serverCa: string }) {
    this.customer = customer;
    this.#serverCa = serverCa;
  }

  /**
   * Asks for a certificate and then for anything with it, which proves it. Throws `Interrupted` for what passes, and
   * `InvariantViolated` for an answer that breaks a promise.
   */
  async renew(node: ServiceNode): Promise<void> {
    const successor = await this.request(node);
    this.#triedToProve = true;
    const proof = await this.#ask(`${node.estUrl}/cacerts`, { identity: successor });
    if (proof.status !== 200) throw failure(proof);
    this.#proven = true;
  }

  /** Asks with the certificate it has, by a request signed anew each time, for the key it made at the beginning. */
  async request(node: ServiceNode): Promise<Identity> {
    const [key] = this.customer.keys;
    if (!key) throw new Error('it has made a key at the beginning');
    const csr = Buffer.from(key.request(subjectOf(this.customer.before.certificate)));
    const answer = await this.#ask(`${node.estUrl}/simplereenroll`, {
      method: 'POST',
      headers: { 'content-type': 'application/pkcs10' },
      body: csr.toString('base64'),
      identity: this.customer.old.identity,
    });
    if (answer.status !== 200) throw failure(answer);
    const [der, ...others] = certificatesIn(Buffer.from(answer.body, 'base64')).map((one) => Buffer.from(one));
    if (der === undefined || others.length > 0) throw new Error('expected one certificate');
    if (this.#der !== null && !this.#der.equals(der)) {
      throw new InvariantViolated('3: a second certificate of one key');
    }
    this.#der = der;
    return identityOf(key.privateKey, der);
  }

  /** EST names no ids: what it was given is found in the register by its bytes. Throws `InvariantViolated` where it is not. */
  async enterInLedger(register: Register): Promise<void> {
    const der = this.#der;
    if (der === null) return;
    const { before, ledger, keys } = this.customer;
    const all = await register.read((tx) => tx.certificates.ofUser(before.user.id));
    const held = all.find((one) => der.equals(one.der));
    const [key] = keys;
    if (!held || !key) throw new InvariantViolated('2: a delivered certificate is not in the register');
    ledger.receive({ certificateId: held.id, der, identity: identityOf(key.privateKey, der) });
    if (this.#triedToProve) ledger.triedToProve.add(held.id);
    if (this.#proven) ledger.proven = held.id;
  }

  #ask(url: string, request: Omit<HttpRequest, 'ca'>): Promise<HttpAnswer> {
    return reached(httpRequest(url, { ca: this.#serverCa, ...request }));
  }
}

/** It is told to come back, or nothing works just now; anything else no machine may meet. */
function failure({ status, body }: HttpAnswer): Error {
  if (status === 202) return new Interrupted('pending');
  const { code = '' } = body.startsWith('{') ? JSON.parse(body) : {};
  if (status === 503) return new Interrupted(code);
  return new Error(`unexpected answer ${status}: ${body}`);
}
