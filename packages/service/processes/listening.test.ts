import { describe, expect, it } from 'vitest';
import { Listening } from './listening.ts';

const domains = { portal: 'portal.localhost', presentation: 'cert.localhost', est: 'est.localhost' };

describe('where the roles listen', () => {
  it('is known from the start where the ports are', () => {
    const ports = { portal: 8443, presentation: 8444, est: 8445, status: 8080 };
    const { addresses, statusUrl } = new Listening({ ports, domains, statusUrl: null });
    expect(addresses.portalOrigin('mihon')).toBe('https://mihon.portal.localhost:8443');
    expect(statusUrl).toBe('http://localhost:8080');
  });

  it('is asked for in vain before a port that is left to the system is known', () => {
    const listening = new Listening({
      ports: { portal: 0, presentation: 0, est: 0, status: 0 },
      domains,
      statusUrl: null,
    });
    expect(() => listening.addresses.portalOrigin('mihon')).toThrow('the portal role does not listen yet');
    listening.on('status', 40001);
    listening.on('portal', 40002);
    listening.on('presentation', 40003);
    expect(listening.addresses.portalOrigin('mihon')).toBe('https://mihon.portal.localhost:40002');
    expect(listening.addresses.presentationPort).toBe(40003);
    expect(listening.statusUrl).toBe('http://localhost:40001');
  });

  it('is for certificates the public URL, for people on this machine the local one', () => {
    const ports = { portal: 1, presentation: 2, est: 3, status: 8080 };
    const listening = new Listening({ ports, domains, statusUrl: 'http://status.example' });
    expect(listening.statusUrl).toBe('http://status.example');
    expect(listening.localStatusUrl).toBe('http://localhost:8080');
  });

  it('is, for EST, what stands before a label and an operation (RFC 7030 3.2.2), and nothing where there is none', () => {
    const ports = { portal: 1, presentation: 2, est: 8445, status: 3 };
    expect(new Listening({ ports, domains, statusUrl: null }).estUrl).toBe(
      'https://est.localhost:8445/.well-known/est',
    );
    expect(new Listening({ ports, domains: { ...domains, est: null }, statusUrl: null }).estUrl).toBeNull();
  });
});
