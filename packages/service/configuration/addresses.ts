/** Where the roles are reached from outside. The ports are those that browsers see. */
export interface Addresses {
  /** Every bank's portal is a host under it: `mihon.portal.localhost`. */
  readonly portalDomain: string;
  /** Every presentation is a host of its own under it: `mihon-p<nonce>.cert.localhost` (R21). */
  readonly presentationDomain: string;
  readonly portalPort: number;
  readonly presentationPort: number;
  /** Public base URL of the status role, without a slash at the end. */
  readonly statusUrl: string;
  /** `https://mihon.portal.localhost:8443`, as browsers write it in the Origin header (RFC 6454 6.2): no port when 443. */
  portalOrigin(bankId: string): string;
  /** `mihon-p<nonce>.cert.localhost`, without port: what SNI carries. */
  presentationHost(attempt: { readonly bankId: string; readonly nonce: string }): string;
  /** Where the browser presents its certificate; the secret stands only in the path, never in DNS or SNI. */
  presentationUrl(attempt: { readonly bankId: string; readonly nonce: string; readonly pathSecret: string }): string;
}

/** Known only when the servers listen, where a port was left to the system. */
export type Listening = Pick<Addresses, 'portalPort' | 'presentationPort' | 'statusUrl'>;

/** The path on a presentation host; the router's pattern is `/present/:pathSecret`. */
export const presentationPath = (pathSecret: string): string => `/present/${pathSecret}`;

/**
 * @param listening asked anew for every address, so that addresses can be handed out before the servers listen;
 * it throws while they do not
 */
export function makeAddresses({
  portalDomain,
  presentationDomain,
  listening,
}: Pick<Addresses, 'portalDomain' | 'presentationDomain'> & { readonly listening: () => Listening }): Addresses {
  const presentationHost: Addresses['presentationHost'] = ({ bankId, nonce }) =>
    `${bankId}-p${nonce}.${presentationDomain}`;
  return {
    portalDomain,
    presentationDomain,
    get portalPort() {
      return listening().portalPort;
    },
    get presentationPort() {
      return listening().presentationPort;
    },
    get statusUrl() {
      return listening().statusUrl;
    },
    portalOrigin: (bankId) => origin(`${bankId}.${portalDomain}`, listening().portalPort),
    presentationHost,
    presentationUrl: ({ pathSecret, ...attempt }) =>
      origin(presentationHost(attempt), listening().presentationPort) + presentationPath(pathSecret),
  };
}

function origin(host: string, port: number): string {
  return port === 443 ? `https://${host}` : `https://${host}:${port}`;
}
