import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { renewalEffects, renewalEventNames, renewalEvents } from './events.ts';
import { renderTransitionTable } from './render-table.ts';
import { isLive, renewalStateNames, renewalStates } from './states.ts';
import { renewalTable } from './table.ts';

const cells = renewalEventNames.flatMap((event) =>
  renewalStateNames.map((state) => ({ event, state, decision: decide(state, event) })),
);

describe('the table', () => {
  it('decides each of the 12 events in each of the 8 states, and knows no others', () => {
    expect(cells).toHaveLength(96);
    expect([...renewalEventNames].sort()).toEqual(Object.keys(renewalEvents).sort());
    expect([...renewalStateNames].sort()).toEqual(Object.keys(renewalStates).sort());
    expect(Object.keys(renewalTable).sort()).toEqual([...renewalEventNames].sort());
    for (const row of Object.values(renewalTable)) expect(Object.keys(row)).toEqual([...renewalStateNames]);
  });

  it('is the one that the documentation shows', async () => {
    const documented = await readFile(new URL('./transition-table.md', import.meta.url), 'utf8');
    expect(documented).toBe(renderTransitionTable());
  });

  it('uses every effect it documents', () => {
    const used = new Set(cells.flatMap(({ decision }) => (decision.allowed ? decision.effects : [])));
    expect([...used].sort()).toEqual(Object.keys(renewalEffects).sort());
  });

  it('leaves a terminal state never', () => {
    for (const { state, decision } of cells) {
      if (!isLive(state) && decision.allowed) expect(decision.next).toBe(state);
    }
  });

  it('reaches proven only by proved, and only from states in which a successor may have been delivered', () => {
    const ways = cells.filter(
      ({ state, decision }) => decision.allowed && decision.next === 'proven' && state !== 'proven',
    );
    expect(ways.map(({ event, state }) => `${state} ${event}`)).toEqual([
      'requested proved',
      'issued proved',
      'installed proved',
    ]);
  });

  it('retires the predecessor only with the proof', () => {
    for (const { event, decision } of cells) {
      if (decision.allowed && decision.effects.includes('retire-predecessor')) {
        expect([event, decision.next]).toEqual(['proved', 'proven']);
      }
    }
  });

  it('ends by the calendar only what has requested nothing', () => {
    const ended = cells.filter(
      ({ state, decision }) => decision.allowed && decision.next === 'failed' && state !== 'failed',
    );
    expect(ended.map(({ event, state }) => `${state} ${event}`)).toEqual([
      'preparing window-closed',
      'ready window-closed',
    ]);
  });

  it('never goes back, but for a further key, which makes it requested again', () => {
    for (const { event, state, decision } of cells) {
      if (!decision.allowed) continue;
      const back = renewalStateNames.indexOf(decision.next) < renewalStateNames.indexOf(state);
      expect(back, `${state} ${event}`).toBe(
        event === 'request-new-key' && (state === 'issued' || state === 'installed'),
      );
    }
  });

  it('records a signature whenever it comes, so that no certificate exists outside the register (invariant 4)', () => {
    for (const state of renewalStateNames.slice(2)) {
      const decision = decide(state, 'signed');
      expect(decision.allowed && decision.effects[0]).toBe('record-certificate');
    }
  });

  it('revokes a signature that comes after the end', () => {
    for (const state of ['proven', 'cancelled', 'failed'] as const) {
      const decision = decide(state, 'signed');
      expect(decision.allowed && decision.effects).toEqual(['record-certificate', 'revoke-late-sibling']);
    }
  });

  it('refuses with the states that were expected and the one that came', () => {
    expect(decide('preparing', 'request-new-key')).toEqual({
      allowed: false,
      code: 'renewal-out-of-order',
      detail: { event: 'request-new-key', state: 'preparing' },
      expected: 'ready or requested or issued or installed',
      got: 'preparing',
    });
  });

  it('names as expected exactly the states in which the event is allowed', () => {
    for (const event of renewalEventNames) {
      const row = Object.entries(renewalTable[event]);
      for (const [state, cell] of row) {
        if ('next' in cell || cell.refused !== 'renewal-out-of-order') continue;
        const allowed = row.flatMap(([name, other]) => ('next' in other ? [name] : []));
        expect([...cell.expected].sort(), `${state} ${event}`).toEqual(allowed.sort());
      }
    }
  });
});
