import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLinkTarget } from './link-target.ts';

describe('a link in a notice', () => {
  it.each([
    'https://www.mihon.example',
    'https://www.mihon.example/',
    'https://WWW.Mihon.example/a/b.html?x=1&y=%E9%87%91#z',
    'https://www.mihon.example:8443/a',
    'https://www.mihon.example?x=1',
    'https://xn--fiq228c.example/',
    'mailto:help.desk+fb@mihon.example',
    'tel:0120-000-000',
    'tel:+81-3-0000-0000',
  ])('may lead to %s', (href) => {
    expect(isLinkTarget(href)).toBe(true);
  });

  it.each([
    '',
    'https://',
    'https:///www.mihon.example',
    'https://www.mihon.example/金庫',
    'https://www.mihon.example/a b',
    'https://www.mihon.example:x/',
    'https://user@www.mihon.example/',
    'https://user:password@www.mihon.example/',
    'https://@www.mihon.example/',
    'https://192.0.2.1.0x/',
    'https://intranet/',
    'HTTPS://www.mihon.example/',
    'http://www.mihon.example/',
    'ftp://www.mihon.example/',
    'mailto:',
    'mailto:help',
    'mailto:help@mihon.example,other@mihon.example',
    'mailto:help@mihon.example?subject=x',
    'mailto:"a b"@mihon.example',
    'tel:',
    'tel:abc',
    'tel:0120-000-000;ext=1',
    ' https://www.mihon.example/',
    'https://www.mihon.example/\n',
  ])('may not lead to %j', (href) => {
    expect(isLinkTarget(href)).toBe(false);
  });

  it('leads to the host that stands in it, as browsers read it (WHATWG URL)', () => {
    const part = fc.constantFrom(
      '@',
      ':',
      '/',
      '\\',
      '?',
      '#',
      '.',
      'mihon.example',
      'evil.example',
      '%40',
      '[',
      '443',
      'a',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const href = `https://${parts.join('')}`;
        if (!isLinkTarget(href)) return;
        const host = new URL(href).host;
        expect(
          href
            .slice('https://'.length)
            .replace(/:443(?=[/?#]|$)/, '')
            .startsWith(host),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
