import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramFailed } from '../run-program.ts';
import { publicKeyOfBlob } from './cng-blob.ts';
import { ownContainersIn } from './key-containers.ts';

const own = 'koshin-0123456789abcdef0123456789abcdef-0123456789abcdef';

describe('the containers that certutil lists', () => {
  const listing = (...lines: string[]) => ownContainersIn(Buffer.from(lines.join('\r\n'), 'latin1'));
  /** 「コマンドは正常に完了しました。」 in code page 932. */
  const success = 'CertUtil: -key \x83R\x83}\x83\x93\x83h\x82\xcd\x90\xb3\x8f\xed\x82\xc9\x8a\xae\x97\xb9\x82\xb5';

  it('are ours by their whole name, in any language', () => {
    const others = ['Microsoft Software Key Storage Provider:', '  le-1234', '  c1b2_machine', '  ECDSA_P256', ''];
    expect(listing(...others, `  ${own}`, '  d4e5_machine', '  RSA', '', success)).toEqual([own]);
    expect(listing(...others, success)).toEqual([]);
    expect(listing('')).toEqual([]);
  });

  it.each([
    ['a part of a line', `  ${own} RSA`],
    ['an older or longer form', `  ${own}0`],
    ['capitals', `  ${own.toUpperCase()}`],
    ['a full-width digit in code page 932', `  ${own.slice(0, -1)}\x82\x50`],
    ['what a name of somebody else goes on with', `  evil\0${own}`],
    ['a vertical tab in front', `\v${own}`],
  ])('are not %s', (_what, line) => {
    expect(listing(line)).toEqual([]);
  });

  it('are each named once, and only by lines that are names', () => {
    expect(listing(`  ${own}`, `\t${own} `)).toEqual([own]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
        for (const name of ownContainersIn(octets)) expect(name).toMatch(/^koshin-[0-9a-f]{32}-[0-9a-f]{16}$/);
      }),
    );
  });
});

describe('a public key as CNG exports it', () => {
  const head = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).buffer);
  const bytes = (value: string | undefined) => Buffer.from(value ?? '', 'base64url');
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const { x, y } = ec.export({ format: 'jwk' });
  const { n, e } = rsa.export({ format: 'jwk' });
  const ecBlob = Buffer.concat([head(0x31534345, 32), bytes(x), bytes(y)]);
  const rsaBlob = Buffer.concat([head(0x31415352, 2048, 3, 256, 0, 0), bytes(e), bytes(n)]);

  it.each([
    ['P-256', ecBlob, ec],
    ['RSA', rsaBlob, rsa],
  ])('of %s is the SubjectPublicKeyInfo of the same key', (_kind, blob, key) => {
    const read = createPublicKey({ key: Buffer.from(publicKeyOfBlob(blob)), format: 'der', type: 'spki' });
    expect(read.equals(key)).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['cut off', ecBlob.subarray(0, -1)],
    ['too long', Buffer.concat([ecBlob, Buffer.alloc(1)])],
    ['of another magic', Buffer.concat([head(0x32534345), ecBlob.subarray(4)])],
    ['on another curve', Buffer.concat([head(0x31534345, 48), bytes(x), bytes(y), Buffer.alloc(32)])],
    ['a point beside the curve', Buffer.concat([ecBlob.subarray(0, -1), Buffer.of((ecBlob.at(-1) ?? 0) ^ 1)])],
    ['RSA cut off', rsaBlob.subarray(0, -1)],
    [
      'RSA whose lengths wrap around',
      Buffer.concat([head(0x31415352, 2048, 0xffffffff, 260, 0, 0), bytes(e), bytes(n)]),
    ],
    ['a private RSA key', Buffer.concat([head(0x31415352, 2048, 3, 256, 128, 128), bytes(e), bytes(n)])],
  ])('is garbled when it is %s', (_what, blob) => {
    expect(() => publicKeyOfBlob(blob)).toThrow(expect.objectContaining({ why: 'garbled' }));
  });

  it('of any octets is garbled', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), (octets, begun) => {
        const blob = begun ? Buffer.concat([ecBlob.subarray(0, 8), octets.subarray(0, 60)]) : octets;
        expect(() => publicKeyOfBlob(blob)).toThrow(ProgramFailed);
      }),
    );
  });
});
