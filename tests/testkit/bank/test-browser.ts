import { openSession } from '@koshin/service/use-cases/login/open-session.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { acceptPresentation } from '@koshin/service/use-cases/presentation/accept-presentation.ts';
import { describePresentation } from '@koshin/service/use-cases/presentation/describe-presentation.ts';
import { type Redeemed, redeemTicket } from '@koshin/service/use-cases/presentation/redeem-ticket.ts';
import { startPresentation } from '@koshin/service/use-cases/presentation/start-presentation.ts';
import { confirmRenewal } from '@koshin/service/use-cases/renewal/confirm-renewal.ts';
import type { RenewalFacts } from '@koshin/service/use-cases/renewal/describe-renewal.ts';
import { type Issued, renewCertificate } from '@koshin/service/use-cases/renewal/renew-certificate.ts';
import { startRenewal } from '@koshin/service/use-cases/renewal/start-renewal.ts';
import { newSecret } from '@koshin/service/use-cases/secrets.ts';

interface Certificate {
  readonly id: string;
  readonly der: Uint8Array;
}

/** A browser at one bank's portal, without the network: its cookies, its window, and what a person does in it. */
export class TestBrowser {
  readonly browserSecret: string;
  sessionSecret: string | null = null;
  windowId = 'a'.repeat(32);
  readonly #means: Means;
  readonly bankId: string;

  constructor(means: Means, bankId: string, browserSecret = newSecret(means)) {
    this.#means = means;
    this.bankId = bankId;
    this.browserSecret = browserSecret;
  }

  get key() {
    return { bankId: this.bankId, sessionSecret: this.sessionSecret };
  }

  renewalKey(renewal: Pick<RenewalFacts, 'id'>) {
    return { ...this.key, renewalId: renewal.id, windowId: this.windowId };
  }

  /** Presents a certificate (null: none) for login, renewal, proof or first use, and comes back with the ticket. */
  async present(
    certificate: Pick<Certificate, 'der'> | null,
    asked: { purpose: 'login' | 'first-use' } | { purpose: 'renewal' | 'proof'; renewalId: string } = {
      purpose: 'login',
    },
    /** Between the handshake and the way back. */
    meanwhile = async () => {},
  ): Promise<Redeemed & { readonly code: string | null; readonly facts: Readonly<Record<string, unknown>> }> {
    const { nonce, pathSecret } = await startPresentation(this.#means, {
      bankId: this.bankId,
      browserSecret: this.browserSecret,
      ...('renewalId' in asked ? { ...asked, sessionSecret: this.sessionSecret ?? '' } : asked),
    });
    const { ticket } = await acceptPresentation(this.#means, {
      nonce,
      pathSecret,
      certificateDer: certificate?.der ?? null,
      verifiedSerial: null,
      protocol: 'TLSv1.3',
    });
    await meanwhile();
    const redeemed = await redeemTicket(this.#means, {
      bankId: this.bankId,
      ticket,
      browserSecret: this.browserSecret,
      sessionSecret: this.sessionSecret,
    });
    this.sessionSecret = redeemed.sessionSecret ?? this.sessionSecret;
    const described = await describePresentation(this.#means, {
      bankId: this.bankId,
      nonce,
      browserSecret: this.browserSecret,
    });
    return { ...redeemed, code: described.redeemed?.refusal ?? null, facts: described.redeemed?.facts ?? {} };
  }

  async givePassword(password = 'right password'): Promise<void> {
    const { sessionSecret } = await openSession(this.#means, { ...this.key, password });
    this.sessionSecret = sessionSecret;
  }

  /** Certificate, then password: as far as the main screen. */
  async login(certificate: Pick<Certificate, 'der'>): Promise<void> {
    const presented = await this.present(certificate);
    if (!presented.accepted) throw new Error(`not accepted: ${presented.code}`);
    await this.givePassword();
  }

  startRenewal(certificate: Pick<Certificate, 'id'>, takeOver = false): Promise<RenewalFacts> {
    const { windowId } = this;
    return startRenewal(this.#means, { ...this.key, certificateId: certificate.id, windowId, takeOver });
  }

  confirm(renewal: Pick<RenewalFacts, 'id'>, password: string | null = null): Promise<RenewalFacts> {
    return confirmRenewal(this.#means, { ...this.renewalKey(renewal), password, usedOnOtherPcs: null });
  }

  request(renewal: Pick<RenewalFacts, 'id'>, key: { request(): Uint8Array }): Promise<Issued> {
    return renewCertificate(this.#means, { ...this.renewalKey(renewal), csr: key.request() });
  }

  prove(renewal: Pick<RenewalFacts, 'id'>, certificate: Pick<Certificate, 'der'> | null) {
    return this.present(certificate, { purpose: 'proof', renewalId: renewal.id });
  }
}
