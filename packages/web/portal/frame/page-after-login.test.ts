import { describe, expect, it } from 'vitest';
import { pageAfterLogin } from './page-after-login.ts';

const waiting = { count: 3, unread: 2, renewals: 1 };
const unread = { count: 2, unread: 1, renewals: 0 };
const nothing = { count: 1, unread: 0, renewals: 0 };

describe('a login leads', () => {
  it.each([
    ['important-notices', '/notices'],
    ['renewal-notice', '/renewal-notice'],
    ['main-screen', '/main'],
  ] as const)('with a renewal that waits, where the bank guides to it: %s, %s (R13)', (guidance, page) => {
    expect(pageAfterLogin({ guidance, notices: waiting }, null)).toBe(page);
    expect(pageAfterLogin({ guidance, notices: { ...waiting, unread: 0 } }, null)).toBe(page);
  });

  it.each(['important-notices', 'renewal-notice', 'main-screen'] as const)(
    'without one (%s) to what is unread, else to the main screen, and back where a session ended',
    (guidance) => {
      expect(pageAfterLogin({ guidance, notices: unread }, null)).toBe('/notices');
      expect(pageAfterLogin({ guidance, notices: nothing }, null)).toBe('/main');
      for (const notices of [waiting, unread, nothing]) {
        expect(pageAfterLogin({ guidance, notices }, '/certificates')).toBe('/certificates');
      }
    },
  );
});
