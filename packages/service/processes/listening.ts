import { type Addresses, makeAddresses } from '../configuration/addresses.ts';
import type { Configuration } from '../configuration/configuration.ts';

/** Where the roles listen, as it becomes known: ports that are left to the system are known only by then. */
export class Listening {
  readonly #ports: { portal: number; presentation: number; status: number };
  readonly #statusUrl: string | null;
  readonly addresses: Addresses;

  constructor({ ports, domains, statusUrl }: Pick<Configuration, 'ports' | 'domains' | 'statusUrl'>) {
    this.#ports = { ...ports };
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

  on(role: 'portal' | 'presentation' | 'status', port: number): void {
    this.#ports[role] = port;
  }

  /** For people and tools on this machine. */
  get localStatusUrl(): string {
    return `http://localhost:${this.#port('status')}`;
  }

  get statusUrl(): string {
    return this.#statusUrl ?? this.localStatusUrl;
  }

  #port(role: 'portal' | 'presentation' | 'status'): number {
    const port = this.#ports[role];
    if (port === 0) throw new Error(`the ${role} role does not listen yet`);
    return port;
  }
}
