import { type Addresses, makeAddresses } from '../configuration/addresses.ts';
import type { Configuration } from '../configuration/configuration.ts';

export type Role = keyof Configuration['ports'];

/** Where the roles listen, as it becomes known: ports that are left to the system are known only by then. */
export class Listening {
  readonly #ports: Record<Role, number>;
  readonly #estDomain: string | null;
  readonly #statusUrl: string | null;
  readonly addresses: Addresses;

  constructor({ ports, domains, statusUrl }: Pick<Configuration, 'ports' | 'domains' | 'statusUrl'>) {
    this.#ports = { ...ports };
    this.#estDomain = domains.est;
    this.#statusUrl = statusUrl;
    this.addresses = makeAddresses({
      portalDomain: domains.portal,
      presentationDomain: domains.presentation,
      listening: () => ({
        portalPort: this.#port('portal'),
        presentationPort: this.#port('presentation'),
        statusUrl: this.statusUrl,
      }),
    });
  }

  on(role: Role, port: number): void {
    this.#ports[role] = port;
  }

  /** For people and tools on this machine. */
  get localStatusUrl(): string {
    return `http://localhost:${this.#port('status')}`;
  }

  /** What stands before a label and an operation (RFC 7030 3.2.2); null: there is no EST. */
  get estUrl(): string | null {
    return this.#estDomain && `https://${this.#estDomain}:${this.#port('est')}/.well-known/est`;
  }

  get statusUrl(): string {
    return this.#statusUrl ?? this.localStatusUrl;
  }

  #port(role: Role): number {
    const port = this.#ports[role];
    if (port === 0) throw new Error(`the ${role} role does not listen yet`);
    return port;
  }
}
