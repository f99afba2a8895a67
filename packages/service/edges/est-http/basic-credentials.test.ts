import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicCredentials } from './basic-credentials.ts';

const header = (text: string | Uint8Array) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('HTTP Basic (RFC 7617)', () => {
  it('carries a login ID up to the first colon, and a password with colons and characters of any script', () => {
    const loginId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(loginId, fc.string({ unit: 'grapheme', maxLength: 40 }), (login, password) => {
        expect(basicCredentials(header(`${login}:${password}`))).toEqual({ loginId: login, password });
      }),
    );
  });

  it('names its scheme in small letters or capitals, with one blank or more', () => {
    const token = Buffer.from('a:b').toString('base64');
    for (const given of [`basic ${token}`, `BASIC   ${token}`]) {
      expect(basicCredentials(given)).toEqual({ loginId: 'a', password: 'b' });
    }
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['another scheme', 'Bearer YTpi'],
    ['no token', 'Basic '],
    ['two tokens', 'Basic YTpi YTpi'],
    ['no base64', 'Basic a:b'],
    ['no colon', header('ab')],
    ['no login ID', header(':b')],
    ['octets that are no UTF-8', header(Uint8Array.of(0xe3, 0x3a, 0x41))],
    ['more than anybody’s', header(`a:${'b'.repeat(600)}`)],
  ])('is not there: %s', (_, given) => {
    expect(basicCredentials(given)).toBeNull();
  });

  it('never throws, and never makes a login ID of nothing, whatever the header', () => {
    const token = fc.uint8Array({ maxLength: 80 }).map((octets) => header(octets));
    fc.assert(
      fc.property(fc.oneof(fc.string(), token), (text) => {
        expect(basicCredentials(text)?.loginId).not.toBe('');
      }),
    );
  });
});
