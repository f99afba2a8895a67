import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOlder } from './host-status.ts';

const part = fc.integer({ min: 0, max: 9999 });
const version = fc.tuple(part, part, part);
const written = (parts: readonly number[]) => parts.join('.');

describe('a host that is too old', () => {
  it.each([
    ['1.2.3', '1.2.3', false],
    ['1.2.3', '1.2.4', true],
    ['1.9.0', '1.10.0', true],
    ['1.10.0', '1.9.9', false],
    ['0.99.99', '1.0.0', true],
    ['2.0.0', '1.99.99', false],
  ])('%s where %s is needed: %s', (have, need, older) => {
    expect(isOlder(have, need)).toBe(older);
  });

  it('is told by the first number that differs, whatever the others are', () => {
    fc.assert(
      fc.property(version, fc.nat({ max: 2 }), fc.tuple(part, part), (have, place, rest) => {
        const need = have.map((number, at) => (at < place ? number : at === place ? number + 1 : (rest[at - 1] ?? 0)));
        expect(isOlder(written(have), written(need))).toBe(true);
        expect(isOlder(written(need), written(have))).toBe(false);
      }),
    );
  });

  it('is none of the same version, and of two versions at most one', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const [a, b] = [written(one), written(other)];
        expect(isOlder(a, a)).toBe(false);
        expect(isOlder(a, b) && isOlder(b, a)).toBe(false);
        expect(isOlder(a, b) || isOlder(b, a)).toBe(a !== b);
      }),
    );
  });
});
