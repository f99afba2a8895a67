import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { type CertificateStatus, isUsable } from '../certificates/status.ts';
import { endedByFirstUse, judgeReissue } from './judge-reissue.ts';
import { type HeldCertificate, lineOf } from './line-of-certificates.ts';

const held = (id: string, status: CertificateStatus, more: Partial<HeldCertificate> = {}): HeldCertificate => ({
  ...{ id, status, replaced: false, expiryDate: calendarDay('2027-12-10'), insteadOf: null },
  ...more,
});
const judge = (certificates: readonly HeldCertificate[], asked: 'revoke' | 'keep', named: string | null = null) =>
  judgeReissue({ held: certificates, named, asked });

const active = held('a', 'active');
const expired = held('x', 'expired', { expiryDate: calendarDay('2026-12-01') });
/** Renewed to `b`, which is in use; `a` works through the overlap. */
const overlap = [held('a', 'active', { replaced: true }), held('b', 'active', { insteadOf: 'a' })];
/** Its renewal has brought forth `b`, which nobody has used. */
const unproven = [active, held('b', 'issued', { insteadOf: 'a', expiryDate: calendarDay('2028-12-10') })];

describe('which certificate a reissue is about, and what becomes of it (R24)', () => {
  it.each([
    ['the one in use is kept where that is asked', [active], 'keep', { current: 'a', fate: 'kept', revoke: [] }],
    [
      'the one in use is revoked where that is asked',
      [active],
      'revoke',
      { current: 'a', fate: 'revoked', revoke: ['a'] },
    ],
    [
      'one that was never used as well',
      [held('n', 'issued')],
      'revoke',
      { current: 'n', fate: 'revoked', revoke: ['n'] },
    ],
    ['after expiry there is nothing to revoke', [expired], 'revoke', { current: 'x', fate: 'ended', revoke: [] }],
    ['after expiry there is nothing to keep', [expired], 'keep', { current: 'x', fate: 'ended', revoke: [] }],
    ['nor after a revocation', [held('r', 'revoked')], 'keep', { current: 'r', fate: 'ended', revoke: [] }],
    ['what has ended does not stand in the way', [expired, active], 'keep', { current: 'a', fate: 'kept', revoke: [] }],
    ['the successor is meant, and the overlap ends too', overlap, 'revoke', { current: 'b', revoke: ['a', 'b'] }],
    [
      'the used one is meant, and its unproven successor ends too',
      unproven,
      'revoke',
      { current: 'a', revoke: ['a', 'b'] },
    ],
    ['an unproven successor is left alone where the used one is kept', unproven, 'keep', { current: 'a', revoke: [] }],
  ] as const)('%s', (_, certificates, asked, expected) => {
    expect(judge(certificates, asked)).toMatchObject({ allowed: true, ...expected });
  });

  it('whichever of a line is named, the one in use is meant', () => {
    for (const { id } of unproven) expect(judge(unproven, 'keep', id)).toMatchObject({ current: 'a' });
    for (const { id } of overlap) expect(judge(overlap, 'keep', id)).toMatchObject({ current: 'b' });
  });

  it('of several that are in use one must be named, and the other is not touched', () => {
    const two = [active, held('second', 'active')];
    expect(judge(two, 'revoke')).toMatchObject({ allowed: false, code: 'reissue-which-certificate' });
    expect(judge(two, 'revoke', 'second')).toMatchObject({ allowed: true, current: 'second', revoke: ['second'] });
  });

  it('who never had one gets a first one instead', () => {
    expect(judge([], 'keep')).toMatchObject({ allowed: false, code: 'reissue-without-certificate' });
  });
});

const statuses = ['issued', 'active', 'retired', 'revoked', 'expired'] as const;
/** Any certificates, each in place of an earlier one or of none. */
const anyHeld = fc
  .array(
    fc.record({ status: fc.constantFrom(...statuses), replaced: fc.boolean(), origin: fc.nat(20), day: fc.nat(27) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((drawn) =>
    drawn.map(({ status, replaced, origin, day }, index) =>
      held(String(index), status, {
        replaced,
        insteadOf: origin < index ? String(origin) : null,
        expiryDate: calendarDay(`2027-12-${String(day + 1).padStart(2, '0')}`),
      }),
    ),
  );
const someOf = anyHeld.chain((all) => fc.record({ all: fc.constant(all), id: fc.nat(all.length - 1).map(String) }));
const usable = (all: readonly HeldCertificate[]) => all.filter(({ status }) => isUsable(status)).map(({ id }) => id);

describe('whatever a user holds,', () => {
  it('keeping revokes nothing: a reissue that stops half-way takes nothing away (R20)', () => {
    fc.assert(
      fc.property(anyHeld, (all) => {
        const judged = judge(all, 'keep');
        if (judged.allowed) expect(judged.revoke).toEqual([]);
      }),
    );
  });

  it('revoking leaves nothing of the line that works, and everything of the others', () => {
    fc.assert(
      fc.property(someOf, ({ all, id }) => {
        const judged = judge(all, 'revoke', id);
        if (!judged.allowed) throw new Error('it was named');
        expect(judged.revoke).toEqual(usable(lineOf(all, id)));
        expect(judged.fate).toBe(judged.revoke.length > 0 ? 'revoked' : 'ended');
      }),
    );
  });

  it('nobody is asked which one is meant unless two lines work', () => {
    fc.assert(
      fc.property(anyHeld, (all) => {
        const lines = new Set(
          usable(all).map((id) =>
            lineOf(all, id)
              .map((one) => one.id)
              .join(),
          ),
        );
        expect(judge(all, 'keep').allowed).toBe(lines.size < 2);
      }),
    );
  });

  it('each is in one line, the same for all that are in it', () => {
    fc.assert(
      fc.property(someOf, ({ all, id }) => {
        const line = lineOf(all, id);
        for (const one of line) expect(lineOf(all, one.id)).toEqual(line);
        const origin = all.find((one) => one.id === id)?.insteadOf;
        if (origin) expect(line.map((one) => one.id)).toContain(origin);
      }),
    );
  });

  it('a first use ends all else that works in its line, never itself, and nothing of another line', () => {
    fc.assert(
      fc.property(someOf, ({ all, id }) => {
        const { retire, revoke } = endedByFirstUse(all, id);
        const others = usable(lineOf(all, id)).filter((one) => one !== id);
        expect([...retire, ...revoke].toSorted()).toEqual(others.toSorted());
        const statusOf = (one: string) => all.find((certificate) => certificate.id === one)?.status;
        expect(retire.every((one) => statusOf(one) === 'active')).toBe(true);
      }),
    );
  });
});
