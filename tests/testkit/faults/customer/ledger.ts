import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import type { Identity } from '../../bank/http-browser.ts';
import { InvariantViolated, mustBeNone } from './outcomes.ts';

/** A certificate that reached the customer, with the key he made for it. */
export interface Delivered {
  readonly certificateId: string;
  readonly der: Buffer;
  readonly identity: Identity;
}

/** What the service has acknowledged to one customer. It may not be lost, and not happen twice. */
export class Ledger {
  renewalId: string | null = null;
  confirmed = false;
  readonly delivered: Delivered[] = [];
  readonly saved = new Set<string>();
  readonly installed = new Set<string>();
  /** Certificates with whose key and the login password he came: each may have become the proven one. */
  readonly triedToProve = new Set<string>();
  proven: string | null = null;
  loginsTried = 0;

  /** Throws `InvariantViolated` for what was acknowledged and is not in this view of the renewal any more. */
  mustBeIn(view: RenewalView): void {
    const known = new Map(view.successors.map((one) => [one.certificateId, one]));
    const { delivered, saved, installed, proven, confirmed } = this;
    mustBeNone([
      ...(this.renewalId !== null && view.id !== this.renewalId ? ['2: a second renewal of one certificate'] : []),
      ...(confirmed && view.state === 'preparing' ? ['2: the confirmation was lost'] : []),
      ...delivered.filter((one) => !known.has(one.certificateId)).map(() => '2: a delivered certificate is not shown'),
      ...[...saved].filter((id) => !known.get(id)?.savedAt).map(() => '2: the report that it is saved was lost'),
      ...[...installed].filter((id) => !known.get(id)?.installedAt).map(() => '2: the report of the install was lost'),
      ...(proven !== null && view.state !== 'proven' ? ['2: the proof was lost'] : []),
      ...(view.state === 'proven' && this.triedToProve.size === 0 ? ['6: proven without a proof'] : []),
    ]);
    this.renewalId = view.id;
  }

  /** For one key always the same certificate, byte for byte. */
  receive(certificate: Delivered): void {
    const before = this.delivered.find(({ identity }) => identity.key === certificate.identity.key);
    if (before && !before.der.equals(certificate.der))
      throw new InvariantViolated('3: a second certificate of one key');
    if (!before) this.delivered.push(certificate);
  }
}
