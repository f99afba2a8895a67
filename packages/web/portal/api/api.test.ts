import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { makeApi } from './api.ts';
import { watchConnection } from './connection.ts';
import { Misunderstood, Refused, Unanswered } from './refused.ts';

const Answer = Type.Object({ count: Type.Integer() });

type Scripted = Response | 'no network';

/** An api whose service answers what the script says, in order; what was asked is kept. */
function scripted(...script: Scripted[]) {
  const asked: { path: string; headers: Headers; body: unknown }[] = [];
  const connection = watchConnection();
  const states: string[] = [];
  connection.subscribe(() => states.push(connection.state()));
  const pauses: number[] = [];
  let gone = 0;
  const api = makeApi({
    connection,
    fetch: async (path, init) => {
      asked.push({ path: String(path), headers: new Headers(init?.headers), body: init?.body });
      const next = script.shift();
      if (next === undefined) throw new Error('the script is over');
      if (next === 'no network') throw new TypeError('Failed to fetch');
      return next;
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
    onSessionGone: () => {
      gone += 1;
    },
  });
  return { api, asked, states, pauses, connection, gone: () => gone };
}

const json = (said: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(said), { status, headers: { 'content-type': type } });

const problem = (code: string, status: number) =>
  json(
    { type: `urn:koshin:problem:${code}`, title: 'x', status, code, refNo: '3917-2046', facts: { triesLeft: 3 } },
    status,
    'application/problem+json',
  );

const bankText = { ja: 'x', en: 'x' };
const session = (csrf: string) =>
  json({
    stage: 'anonymous',
    ended: null,
    csrf,
    serverTime: '2026-12-10T00:00:00Z',
    bank: {
      id: 'mihon',
      name: bankText,
      serviceName: bankText,
      self: bankText,
      helpDesk: bankText,
      phone: '0120-000-000',
      phoneHours: bankText,
      issuerNames: [],
      portalHost: 'x',
      presentationDomain: 'x',
      mediaStorage: false,
      overlapDays: 3,
      newTermFrom: 'old-expiry',
      attemptMinutes: 2,
      idleMinutes: 15,
      consentSeconds: 120,
      filePasswordLength: 12,
      clockSkewMinutes: 5,
      keysPerRenewalAndDay: 10,
      helper: null,
    },
  });

describe("the page's calls", () => {
  it('asks for the session first, then posts with its token', async () => {
    const { api, asked } = scripted(session('t1'), json({ count: 2 }));
    expect(await api.post({ path: '/api/x', body: { a: 1 }, answer: Answer })).toEqual({ count: 2 });
    expect(asked.map(({ path }) => path)).toEqual(['/api/session', '/api/x']);
    expect(asked[1]?.headers.get('koshin-csrf')).toBe('t1');
    expect(asked[1]?.body).toBe('{"a":1}');
  });

  it('posts again once with the new token when another window has changed the session', async () => {
    const { api, asked } = scripted(session('t1'), problem('csrf-mismatch', 403), session('t2'), json({ count: 2 }));
    await api.post({ path: '/api/x', body: {}, answer: Answer });
    expect(asked[3]?.headers.get('koshin-csrf')).toBe('t2');
  });

  it('gives up when the token does not match a second time, as without cookies', async () => {
    const { api } = scripted(
      session('t1'),
      problem('csrf-mismatch', 403),
      session('t2'),
      problem('csrf-mismatch', 403),
    );
    await expect(api.post({ path: '/api/x', body: {}, answer: Answer })).rejects.toBeInstanceOf(Refused);
  });

  it('repeats until the service answers, says so meanwhile, and pauses longer each time', async () => {
    const down = json('Bad gateway', 502, 'text/html');
    const { api, states, pauses } = scripted('no network', down, 'no network', json({ count: 1 }));
    expect(await api.get('/api/x', Answer)).toEqual({ count: 1 });
    expect(states).toEqual(['lost', 'back']);
    expect(pauses).toEqual([500, 1000, 2000]);
  });

  it('takes an answer that breaks off for none', async () => {
    const broken = new Response(
      new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('{"count":'));
          controller.error(new TypeError('network error'));
        },
      }),
    );
    const { api, states } = scripted(broken, json({ count: 1 }));
    expect(await api.get('/api/x', Answer)).toEqual({ count: 1 });
    expect(states).toEqual(['lost', 'back']);
  });

  it('does not repeat what must not be counted twice', async () => {
    const { api, connection } = scripted(session('t1'), 'no network');
    await expect(api.post({ path: '/api/x', body: {}, answer: Answer, repeat: 'never' })).rejects.toBeInstanceOf(
      Unanswered,
    );
    expect(connection.state()).toBe('lost');
  });

  it('throws a refusal with its code, number and facts', async () => {
    const { api, gone } = scripted(problem('password-mismatch', 403));
    const refusal = await api.get('/api/x', Answer).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect(
      refusal instanceof Refused && [refusal.problem.code, refusal.fact('triesLeft'), refusal.fact('until')],
    ).toEqual(['password-mismatch', '3', null]);
    expect(gone()).toBe(0);
  });

  it('tells when the session has gone', async () => {
    const { api, gone } = scripted(problem('session-expired', 401));
    await expect(api.get('/api/x', Answer)).rejects.toBeInstanceOf(Refused);
    expect(gone()).toBe(1);
  });

  it('repeats a 503 of a proxy but not one that the service explains', async () => {
    const { api } = scripted(problem('maintenance', 503));
    await expect(api.get('/api/x', Answer)).rejects.toMatchObject({ problem: { code: 'maintenance' } });
  });

  it('refuses an answer that the schema does not allow', async () => {
    await expect(scripted(json({ count: 'two' })).api.get('/api/x', Answer)).rejects.toBeInstanceOf(Misunderstood);
    await expect(scripted(json('<html>', 500, 'text/html')).api.get('/api/x', Answer)).rejects.toBeInstanceOf(
      Misunderstood,
    );
  });

  it('stops repeating when the page no longer wants the answer', async () => {
    const { api } = scripted('no network', 'no network');
    const leaving = new AbortController();
    leaving.abort(new Error('left'));
    await expect(api.get('/api/x', Answer, leaving.signal)).rejects.toThrow('left');
  });
});
