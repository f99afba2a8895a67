import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyEvent,
  anyFacts,
  anyPresentation,
  factsOfCode,
  wholeWay,
  wholeWayByHelper,
} from '../testing/arbitraries.ts';
import { whereToBegin } from './begin.ts';
import type { FlowEvent } from './events.ts';
import { heldKey, helperKey, unsentKey, usableSuccessors } from './facts.ts';
import { beginning, type Flow } from './flow.ts';
import { follow } from './follow.ts';

const anyArrival = fc.record({
  facts: anyFacts,
  presentation: anyPresentation,
  arrival: fc.constantFrom<('opened' | 'again')[]>('opened', 'again'),
});
/** Some part of one of the ways, so that runs reach its end too, and then anything. */
const runs = fc
  .tuple(
    fc.constantFrom(wholeWay, wholeWayByHelper),
    fc.nat({ max: wholeWay.length }),
    fc.array(anyEvent, { maxLength: 12 }),
  )
  .map(([way, length, events]) => [...way.slice(0, length), ...events]);

/** Every state on the way, the last event of each beside it. */
function trace(events: readonly FlowEvent[]): { before: Flow; event: FlowEvent; after: Flow }[] {
  let flow = beginning;
  return events.map((event) => {
    const before = flow;
    flow = follow(before, event);
    return { before, event, after: flow };
  });
}

describe('the flow, whatever happens', () => {
  it('never passes over a key that this browser or the helper holds', () => {
    fc.assert(
      fc.property(anyArrival, ({ facts, arrival }) => {
        const place = whereToBegin({ facts, presentation: null, arrival });
        if (place.at !== 'resume-remake') return;
        const { pendingKeyDigest } = facts.renewal;
        const isHere = (keyDigest: string | null) => heldKey(facts, keyDigest) ?? helperKey(facts, keyDigest);
        expect(usableSuccessors(facts).filter(({ keyDigest }) => isHere(keyDigest))).toEqual([]);
        expect(isHere(pendingKeyDigest)).toBeNull();
      }),
    );
  });

  it('never asks for another key while a saved or installed file may do', () => {
    fc.assert(
      fc.property(anyArrival, ({ facts, arrival }) => {
        const place = whereToBegin({ facts, presentation: null, arrival });
        const delivered = usableSuccessors(facts).some((one) => one.savedAt !== null || one.installedAt !== null);
        if (delivered) expect(['start', 'resume-remake', 'login-again']).not.toContain(place.at);
      }),
    );
  });

  it('never asks of a code what only a renewal knows: another window, the certificate before, an end of its own', () => {
    fc.assert(
      fc.property(factsOfCode, anyPresentation, (facts, presentation) => {
        const { at } = whereToBegin({ facts, presentation, arrival: 'opened' });
        if (presentation?.purpose === 'renewal') return;
        expect(['two-windows', 'login-again', 'no-live', 'resume-limit']).not.toContain(at);
      }),
    );
  });

  it('never leads whose code was used to 「取得する」 again, which would be refused again', () => {
    fc.assert(
      fc.property(factsOfCode, (facts) => {
        const { at } = whereToBegin({ facts, presentation: null, arrival: 'opened' });
        if (facts.renewal.resumed) expect(at).not.toBe('start');
      }),
    );
  });

  it('begins where nothing can be undone when the renewal is proven', () => {
    fc.assert(
      fc.property(anyArrival, (arrival) => {
        const { proof } = arrival.facts.renewal;
        if (proof !== null) expect(['done', 'resume-done']).toContain(whereToBegin(arrival).at);
      }),
    );
  });

  it('reaches a new key only through はい to the first dialog, and sends it only through はい to the second', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          if (after.place.at === 'making-key' && before.place.at !== 'making-key') {
            expect([before.place, event.kind]).toMatchObject([{ at: 'consent', act: 'make-key' }, 'consented']);
          }
          if (after.place.at === 'issuing' && before.place.at !== 'issuing') {
            const resent = before.place.at === 'resume-key-kept' && before.place.sent;
            const consented = before.place.at === 'consent' && before.place.act === 'send-request';
            expect(resent || consented).toBe(true);
          }
        }
      }),
    );
  });

  it('never trades the key in hand for another on the way from the request to the file', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          if (event.kind === 'arrived' || !('key' in before.place && 'key' in after.place)) continue;
          expect(after.place.key).toBe(before.place.key);
        }
      }),
    );
  });

  it('has the helper asked only for what the customer came to by an act of his own or by its last answer', () => {
    const comesFrom: Record<string, readonly string[]> = {
      'make-key': [
        'storage token-chosen',
        'token-error token-chosen',
        'token-error store-on-pc',
        'start confirmed',
        'storage store-on-pc',
        'usb-not-offered store-on-pc',
        'resume-remake remake-confirmed',
      ],
      'send-request': ['asking-helper helper-made-key', 'resume-request request-by-helper'],
      install: ['issuing-for-helper issued', 'resume-install install-by-helper'],
    };
    // Where a key waits, it is its request that is asked for instead of another key.
    const instead = comesFrom['make-key'] ?? [];
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          const asked = after.place;
          if (asked.at !== 'asking-helper' || asked === before.place) continue;
          const again = ['declined asked-again', 'install-not-found asked-again', 'token-error asked-again'];
          const allowed = [...(comesFrom[asked.act] ?? []), ...again, ...(asked.act === 'send-request' ? instead : [])];
          expect(allowed).toContain(`${before.place.at} ${event.kind}`);
        }
      }),
    );
  });

  it('never trades the key of the helper for another on the way from the request to the installation', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          if (event.kind === 'arrived' || !('keyDigest' in before.place && 'keyDigest' in after.place)) continue;
          expect(after.place.keyDigest).toBe(before.place.keyDigest);
        }
      }),
    );
  });

  it('counts nothing as installed but what the helper has answered so', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          if (after.place.at !== 'installed' || before.place.at === 'installed') continue;
          expect([before.place, event.kind]).toMatchObject([
            { at: 'asking-helper', act: 'install' },
            'helper-installed',
          ]);
        }
      }),
    );
  });

  it('uses a key of the helper that has no certificate yet before it has another made', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const start: Flow = { ...beginning, facts, place: { at: 'start', continuing: true, remaking: false } };
        const { place } = follow(start, { kind: 'confirmed', facts, mediaStorage: false });
        if (place.at !== 'asking-helper' || place.act !== 'make-key') return;
        const certified = facts.renewal.successors.map(({ keyDigest }) => keyDigest);
        const onPc = facts.helper?.keys.filter(({ place: { kind } }) => kind === 'pc') ?? [];
        expect(onPc.every(({ keyDigest }) => certified.includes(keyDigest))).toBe(true);
      }),
    );
  });

  it('shows 完了 only for a proof that the register states', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          const complete = after.place.at === 'done' || after.place.at === 'resume-done';
          if (complete && after.place !== before.place) {
            expect('facts' in event && event.facts.renewal.proof).toBe(after.place.proof);
          }
        }
      }),
    );
  });

  it('offers the file only of the key that was sent', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, after } of trace(events)) {
          if (after.place.at !== 'save' || before.place.at === 'save') continue;
          expect(before.place).toMatchObject({ at: 'issuing', key: after.place.key, password: after.place.password });
        }
      }),
    );
  });

  it('keeps place and memory through the end of the session and Back', () => {
    fc.assert(
      fc.property(runs, (events) => {
        for (const { before, event, after } of trace(events)) {
          if (event.kind === 'session-gone' || event.kind === 'session-back' || event.kind === 'back-pressed') {
            expect(after.place).toBe(before.place);
          }
        }
      }),
    );
  });

  it('uses an unsent key before it makes another, unless the customer asked for another', () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, mediaStorage) => {
        const start: Flow = { ...beginning, facts, place: { at: 'start', continuing: true, remaking: false } };
        const { place } = follow(start, { kind: 'confirmed', facts, mediaStorage });
        expect(place.at === 'resume-key-kept').toBe(unsentKey(facts) !== null);
      }),
    );
  });
});
