import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decideApplication, mayApply } from './decide.ts';
import { applicationEffects, applicationEventNames, applicationEvents } from './events.ts';
import { renderApplicationTable } from './render-table.ts';
import { type ApplicationStateName, applicationStateNames, applicationStates, stands } from './states.ts';
import { applicationTable } from './table.ts';

const tokenSerial = '9F8E7D6C5B4A3921';
const cells = applicationEventNames.flatMap((event) =>
  applicationStateNames.map((state) => ({ event, state, decision: decideApplication({ state, event, tokenSerial }) })),
);
const leading = (there: (next: ApplicationStateName) => boolean) =>
  cells.flatMap(({ event, state, decision }) =>
    decision.allowed && decision.next !== state && there(decision.next) ? [`${state} ${event}`] : [],
  );

describe('the table', () => {
  it('decides each of the 7 events in each of the 7 states, and knows no others', () => {
    expect(cells).toHaveLength(49);
    expect([...applicationEventNames].sort()).toEqual(Object.keys(applicationEvents).sort());
    expect([...applicationStateNames].sort()).toEqual(Object.keys(applicationStates).sort());
    expect(Object.keys(applicationTable)).toEqual([...applicationEventNames]);
    for (const row of Object.values(applicationTable)) expect(Object.keys(row)).toEqual([...applicationStateNames]);
  });

  it('is the one that the documentation shows', async () => {
    const documented = await readFile(new URL('./application-table.md', import.meta.url), 'utf8');
    expect(documented).toBe(renderApplicationTable());
  });

  it('uses every effect it documents', () => {
    const used = new Set(cells.flatMap(({ decision }) => (decision.allowed ? decision.effects : [])));
    expect([...used].sort()).toEqual(Object.keys(applicationEffects).sort());
  });

  it('leaves an ended application never', () => {
    for (const { state, decision } of cells) {
      if (!stands(state) && decision.allowed) expect(decision.next).toBe(state);
    }
  });

  it('goes forward only, and never back', () => {
    for (const { event, state, decision } of cells) {
      if (!decision.allowed) continue;
      const forward = applicationStateNames.indexOf(decision.next) >= applicationStateNames.indexOf(state);
      expect(forward, `${state} ${event}`).toBe(true);
    }
  });

  it('makes a token usable by its device key alone, and only one that was handed over (invariant 6)', () => {
    expect(leading((next) => next === 'usable')).toEqual(['handed-over device-proved']);
  });

  it('accepts only what was received, and hands over only what was accepted', () => {
    expect(leading((next) => next === 'accepted')).toEqual(['received accept']);
    expect(leading((next) => next === 'handed-over')).toEqual(['accepted hand-over']);
  });

  it('tells the customer of each change of state, and of nothing that changes none', () => {
    for (const { event, state, decision } of cells) {
      if (!decision.allowed) continue;
      expect(decision.effects.includes('tell-customer'), `${state} ${event}`).toBe(decision.next !== state);
    }
  });

  it('repeats an act without effect, but for another token in the place of the one registered', () => {
    for (const { event, state, decision } of cells) {
      if (!decision.allowed || decision.next !== state) continue;
      expect(decision.effects, `${state} ${event}`).toEqual(event === 'register' ? ['bind-token'] : []);
    }
  });

  it('silences a token whenever an application ends that may have one', () => {
    for (const { state, decision } of cells) {
      if (!decision.allowed || stands(decision.next) || decision.next === state) continue;
      expect(decision.effects.includes('suspend-token'), state).toBe(state !== 'received');
    }
  });

  it('keeps a reason wherever the bank ends an application', () => {
    for (const { event, state, decision } of cells) {
      if (!decision.allowed || stands(decision.next) || decision.next === state) continue;
      expect(decision.effects.includes('note-reason'), `${state} ${event}`).toBe(event !== 'withdraw');
    }
  });
});

describe('a decision', () => {
  it('hands no token over that is not registered', () => {
    expect(decideApplication({ state: 'accepted', event: 'hand-over', tokenSerial: null })).toEqual({
      allowed: false,
      code: 'token-not-registered',
      detail: { event: 'hand-over', state: 'accepted' },
      expected: 'a registered token',
      got: 'none',
    });
  });

  it('speaks of the state before it speaks of a token that is missing', () => {
    const decision = decideApplication({ state: 'received', event: 'hand-over', tokenSerial: null });
    expect(decision).toMatchObject({ code: 'changed-meanwhile', got: 'received' });
  });

  it('names as expected exactly the states in which the event is allowed', () => {
    expect(decideApplication({ state: 'declined', event: 'suspend', tokenSerial })).toEqual({
      allowed: false,
      code: 'changed-meanwhile',
      detail: { event: 'suspend', state: 'declined' },
      expected: 'handed-over or usable or suspended',
      got: 'declined',
    });
  });

  it.each([
    ['received', 'token-application-pending'],
    ['accepted', 'token-application-pending'],
    ['declined', 'token-no-application'],
    ['withdrawn', 'token-no-application'],
    ['suspended', 'token-no-application'],
  ] as const)('takes no proof of a device while the application is %s: %s', (state, code) => {
    expect(decideApplication({ state, event: 'device-proved', tokenSerial })).toMatchObject({ allowed: false, code });
  });
});

describe('another application', () => {
  it('may be made by who has none', () => {
    expect(mayApply([])).toBe(true);
  });

  it.each(['received', 'accepted', 'handed-over', 'usable'] as const)('may not be made beside one %s', (state) => {
    expect(mayApply([state])).toBe(false);
    expect(mayApply(['declined', state, 'withdrawn'])).toBe(false);
  });

  it('may be made after those that have ended, however many', () => {
    expect(mayApply(['declined', 'withdrawn', 'suspended'])).toBe(true);
  });
});
