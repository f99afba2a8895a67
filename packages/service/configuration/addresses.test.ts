import { describe, expect, it } from 'vitest';
import { makeAddresses } from './addresses.ts';

const domains = { portalDomain: 'portal.localhost', presentationDomain: 'cert.localhost' };
const on = (portalPort: number, presentationPort: number) =>
  makeAddresses({
    ...domains,
    listening: () => ({ portalPort, presentationPort, statusUrl: 'http://localhost:8080' }),
  });

describe('addresses', () => {
  it("gives every bank's portal a host of its own", () => {
    expect(on(8443, 8444).portalOrigin('mihon')).toBe('https://mihon.portal.localhost:8443');
  });

  it('leaves out the port that https implies, as browsers do in the Origin header (RFC 6454 6.2)', () => {
    expect(on(443, 443).portalOrigin('reiji')).toBe('https://reiji.portal.localhost');
  });

  it('names a presentation by bank and nonce in the host and keeps the secret to the path (R21)', () => {
    const attempt = { bankId: 'mihon', nonce: '00ff', pathSecret: 'sEcret_-' };
    const url = new URL(on(8443, 8444).presentationUrl(attempt));
    expect(url.host).toBe('mihon-p00ff.cert.localhost:8444');
    expect(url.hostname).toBe(on(8443, 8444).presentationHost(attempt));
    expect(url.pathname).toBe('/present/sEcret_-');
  });

  it('follows the ports that the system gave after it was handed out', () => {
    let portalPort = 0;
    const addresses = makeAddresses({
      ...domains,
      listening: () => {
        if (portalPort === 0) throw new Error('not listening yet');
        return { portalPort, presentationPort: 2, statusUrl: 'http://localhost:3' };
      },
    });
    expect(() => addresses.portalOrigin('mihon')).toThrow('not listening yet');
    portalPort = 40123;
    expect(addresses.portalOrigin('mihon')).toBe('https://mihon.portal.localhost:40123');
    expect(addresses.portalPort).toBe(40123);
  });
});
