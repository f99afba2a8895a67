import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePem, parsePem, parsePemList } from './pem.ts';

const block = (body: string, begin = 'CERTIFICATE', end = begin) =>
  `-----BEGIN ${begin}-----\n${body}\n-----END ${end}-----\n`;

describe('PEM (RFC 7468)', () => {
  it('is what OpenSSL writes, lines of 64 characters', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const der = publicKey.export({ format: 'der', type: 'spki' });
    expect(encodePem('PUBLIC KEY', der)).toBe(publicKey.export({ format: 'pem', type: 'spki' }));
  });

  it('comes back the same, one block or several', () => {
    const octets = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(octets, { minLength: 1, maxLength: 4 }), (blocks) => {
        expect(parsePemList(blocks.map((der) => encodePem('CERTIFICATE', der)).join(''), 'CERTIFICATE')).toEqual(
          blocks,
        );
      }),
    );
  });

  it('may have line ends of Windows, lines of other lengths and space around it', () => {
    const windows = `\r\n${encodePem('CERTIFICATE', new Uint8Array(100).fill(7)).replaceAll('\n', '\r\n')}\r\n \n`;
    expect(parsePem(windows, 'CERTIFICATE')).toEqual(new Uint8Array(100).fill(7));
    expect(parsePem(block('AQ\nID\nBA=='), 'CERTIFICATE')).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it('may carry the label Windows gives a request (RFC 7468 7)', () => {
    expect(parsePem(block('AQID', 'NEW CERTIFICATE REQUEST'), 'CERTIFICATE REQUEST')).toEqual(Uint8Array.of(1, 2, 3));
  });

  it.each([
    ['another label', block('AQID', 'PRIVATE KEY'), 'the label CERTIFICATE'],
    ['a label nobody uses', block('AQID', 'NEW CERTIFICATE'), 'an end labelled CERTIFICATE'],
    ['another label at the end', block('AQID', 'CERTIFICATE', 'PUBLIC KEY'), 'an end labelled CERTIFICATE'],
    ['text before it', `Subject: a\n${block('AQID')}`, 'a block of PEM'],
    ['text after it', `${block('AQID')}a`, 'a block of PEM'],
    ['a header', block('Proc-Type: 4,ENCRYPTED\n\nAQID'), 'a block of PEM'],
    ['no padding', block('AQ'), 'whole groups of four'],
    ['padding inside', block('AQ==AQID'), 'whole groups of four'],
    ['ones in unused bits', block('AR=='), 'unused bits are zero'],
    ['nothing in it', block(''), 'whole groups of four'],
    ['no end', '-----BEGIN CERTIFICATE-----\nAQID\n', 'a block of PEM'],
    ['nothing at all', '', 'a block of PEM'],
    ['far too much text', ' '.repeat(300_000), 'at most 262144 characters'],
  ])('is refused with %s', (_, text, message) => {
    expect(() => parsePem(text, 'CERTIFICATE')).toThrow(message);
  });

  it('is refused as several blocks where one is meant', () => {
    expect(() => parsePem(block('AQID') + block('AQID'), 'CERTIFICATE')).toThrow('one CERTIFICATE, got several');
  });

  it('takes no long time over long nonsense', () => {
    const texts = [`-----BEGIN ${'A '.repeat(130_000)}`, block('A'.repeat(260_000).concat('=')), ' '.repeat(262_000)];
    for (const text of texts) {
      const start = performance.now();
      expect(() => parsePem(text, 'CERTIFICATE')).toThrow('expected');
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});
