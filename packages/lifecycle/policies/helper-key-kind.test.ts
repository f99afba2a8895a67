import { describe, expect, it } from 'vitest';
import { defaultPolicy, type KeyKind } from './bank-policy.ts';
import { helperKeyKindOf } from './helper-key-kind.ts';

describe('the key that the helper makes', () => {
  it('is P-256 where the bank decides nothing', () => {
    expect(helperKeyKindOf(defaultPolicy)).toBe('P-256');
  });

  it.each<[readonly KeyKind[], KeyKind | null]>([
    [['RSA-2048', 'RSA-3072'], 'RSA-3072'],
    [['RSA-4096', 'RSA-2048'], 'RSA-2048'],
    [['RSA-2048', 'P-256'], 'P-256'],
    [['P-384', 'RSA-4096'], null],
  ])('of a bank that accepts %j is %s', (keyKinds, kind) => {
    expect(helperKeyKindOf({ keyKinds })).toBe(kind);
  });
});
