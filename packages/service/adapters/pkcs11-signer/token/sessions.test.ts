import { CryptokiError } from '@koshin/cryptoki/cryptoki-error.ts';
import { describe, expect, it } from 'vitest';
import { Sessions } from './sessions.ts';

/** A token that has so many sessions left for us; `left` may change. */
function token(left: number, { tokenAllows = Number.POSITIVE_INFINITY } = {}) {
  const state = { left, asked: 0, next: 1 };
  const open = async () => {
    state.asked += 1;
    await Promise.resolve();
    if (state.left === 0) throw new CryptokiError('C_OpenSession', 'CKR_SESSION_COUNT');
    state.left -= 1;
    return state.next++;
  };
  return { state, sessions: new Sessions({ open, tokenAllows }) };
}

/** So many callers, each with its own session for some turns of the loop; the most that had one at the same time. */
async function busy(sessions: Sessions, callers: number) {
  const [held, twice] = [new Set<unknown>(), [] as unknown[]];
  let most = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: callers }, async (_, index) => {
      const session = await sessions.take();
      if (held.has(session)) twice.push(session);
      held.add(session);
      most = Math.max(most, held.size);
      for (let turn = 0; turn < index % 4; turn++) await new Promise(setImmediate);
      held.delete(session);
      sessions.give(session);
    }),
  );
  return { most, twice, served: outcomes.filter(({ status }) => status === 'fulfilled').length };
}

describe('sessions with a token', () => {
  it('are never in two hands, and are at most eight, however many ask', async () => {
    const { sessions, state } = token(1000);
    expect(await busy(sessions, 200)).toEqual({ most: 8, twice: [], served: 200 });
    expect(state.next - 1).toBe(8);
  });

  it('are no more than the token names as its most', async () => {
    const { sessions } = token(1000, { tokenAllows: 2 });
    expect(await busy(sessions, 50)).toEqual({ most: 2, twice: [], served: 50 });
  });

  it('are as many as there are when others use the token, too (CKR_SESSION_COUNT): who finds none waits', async () => {
    for (const left of [1, 3, 7]) {
      const { sessions } = token(left);
      expect(await busy(sessions, 100)).toEqual({ most: left, twice: [], served: 100 });
    }
  });

  it('are not asked for with every call when there are no more', async () => {
    const { sessions, state } = token(2);
    for (let round = 0; round < 50; round++) await busy(sessions, 3);
    expect(state.asked).toBeLessThan(20);
  });

  it('become more when others have left the token', async () => {
    const { sessions, state } = token(2);
    await busy(sessions, 20);
    state.left = 100;
    await busy(sessions, 400);
    expect(await busy(sessions, 20)).toMatchObject({ most: 8, served: 20 });
  });

  it('are refused to everybody at once where there is none at all, and given out again when there is', async () => {
    const { sessions, state } = token(0);
    expect(await busy(sessions, 20)).toEqual({ most: 0, twice: [], served: 0 });
    await expect(sessions.take()).rejects.toMatchObject({ answer: 'CKR_SESSION_COUNT' });
    state.left = 1;
    expect(await busy(sessions, 20)).toEqual({ most: 1, twice: [], served: 20 });
  });

  it('make room for others when they break, and let nobody wait for ever', async () => {
    const { sessions, state } = token(1);
    const broken = await sessions.take();
    const waiting = Promise.all([sessions.take(), sessions.take().catch((error: unknown) => error)]);
    state.left = 1;
    sessions.discard();
    const next = await Promise.race([waiting.then(([first]) => first), new Promise(setImmediate).then(() => null)]);
    expect(next).toBeNull();
    sessions.give(2);
    const [first, second] = await waiting;
    expect([first, second]).toEqual([2, 2]);
    expect(broken).toBe(1);
  });
});
