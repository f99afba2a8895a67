import { expect, it } from 'vitest';
import { isMailAddress } from './mail-address.ts';

it.each(['keiri@aoba.example', "o'hara+a.b@mail.aoba.example", `${'a'.repeat(64)}@b.example`, 'a@b'])(
  '%s is an address (RFC 5322 3.4.1)',
  (text) => expect(isMailAddress(text)).toBe(true),
);

it.each([
  '',
  'keiri',
  '@aoba.example',
  'keiri@',
  'a@b@c.example',
  '.a@b.example',
  'a..b@c.example',
  'a@b.example ',
  'a@b.example\n',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example, c@d.example',
  '<a@b.example>',
  '"a b"@c.example',
  'ｋｅｉｒｉ@aoba.example',
  `${'a'.repeat(65)}@b.example`,
  `a@${'b'.repeat(252)}.example`,
])('%j is none', (text) => expect(isMailAddress(text)).toBe(false));
