import { describe, expect, it } from 'vitest';
import { pageAfterLogin } from './page-after-login.ts';

const waiting = { count: 3, unread: 2, renewals: 1 };
const unread = { count: 2, unread: 1, renewals: 0 };
const nothing = { count: 1, unread: 0, renewals: 0 };

describe('a login leads', () => {
  it('to the main screen, which says so, where it has completed a renewal; its confirmation is unread then', () => {
    const banner = { kind: 'login-proved', newExpiryDate: '2027-12-22', renewalId: null } as const;
    const guidance = 'important-notices';
    expect(pageAfterLogin({ guidance, banner, notices: unread }, null)).toBe('/main');
    expect(pageAfterLogin({ guidance, banner, notices: waiting }, null)).toBe('/notices');
    const renewed = { kind: 'renewed', newExpiryDate: '2027-12-22' } as const;
    expect(pageAfterLogin({ guidance, banner: renewed, notices: unread }, null)).toBe('/notices');
  });

  it.each([
    ['important-notices', '/notices'],
    ['renewal-notice', '/renewal-notice'],
    ['main-screen', '/main'],
  ] as const)('with a renewal that waits, where the bank guides to it: %s, %s (R13)', (guidance, page) => {
    expect(pageAfterLogin({ guidance, banner: null, notices: waiting }, null)).toBe(page);
    expect(pageAfterLogin({ guidance, banner: null, notices: { ...waiting, unread: 0 } }, null)).toBe(page);
  });

  it.each(['important-notices', 'renewal-notice', 'main-screen'] as const)(
    'without one (%s) to what is unread, else to the main screen, and back where a session ended',
    (guidance) => {
      expect(pageAfterLogin({ guidance, banner: null, notices: unread }, null)).toBe('/notices');
      expect(pageAfterLogin({ guidance, banner: null, notices: nothing }, null)).toBe('/main');
      for (const notices of [waiting, unread, nothing]) {
        expect(pageAfterLogin({ guidance, banner: null, notices }, '/certificates')).toBe('/certificates');
      }
    },
  );
});
