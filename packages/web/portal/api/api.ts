import { csrfHeader, portalPaths } from '@koshin/wire/portal/paths.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { Check } from 'typebox/schema';
import { type Call, call, type Line } from './call.ts';
import { Refused } from './refused.ts';

interface Post<S extends TSchema> {
  readonly path: string;
  readonly body: unknown;
  readonly answer: S;
  readonly repeat?: Call<S>['repeat'];
  readonly signal?: AbortSignal;
}

/** The portal's calls. All of them throw as `call` does; one that ends the session is told to `onSessionGone` too. */
export interface Api {
  readonly get: <S extends TSchema>(path: string, answer: S, signal?: AbortSignal) => Promise<Static<S>>;
  /** The same, tried once only: what is asked every few seconds anyway. */
  readonly getOnce: <S extends TSchema>(path: string, answer: S) => Promise<Static<S>>;
  readonly post: <S extends TSchema>(wanted: Post<S>) => Promise<Static<S>>;
  /** The token that `sendBeacon` has to carry in its body; null before the first session. */
  readonly csrf: () => string | null;
}

interface Surroundings extends Line {
  /** A call was refused because nobody is logged in any more. */
  readonly onSessionGone: () => void;
}

export function makeApi({ onSessionGone, ...line }: Surroundings): Api {
  let csrf: string | null = null;

  async function get<S extends TSchema>(path: string, answer: S, signal?: AbortSignal): Promise<Static<S>> {
    return learning(await reporting(call(line, { path, method: 'GET', answer, repeat: 'until-answered', signal })));
  }

  async function getOnce<S extends TSchema>(path: string, answer: S): Promise<Static<S>> {
    return learning(await reporting(call(line, { path, method: 'GET', answer, repeat: 'never' })));
  }

  async function post<S extends TSchema>(wanted: Post<S>): Promise<Static<S>> {
    const token = csrf ?? (await get(portalPaths.session, SessionView)).csrf;
    try {
      return await send(wanted, token);
    } catch (error) {
      if (!(error instanceof Refused && error.problem.code === 'csrf-mismatch')) throw error;
      // Another window has logged in or out meanwhile: the refused call did nothing, so it is made again with the new token.
      const fresh = await get(portalPaths.session, SessionView);
      return await send(wanted, fresh.csrf);
    }
  }

  async function send<S extends TSchema>(wanted: Post<S>, token: string): Promise<Static<S>> {
    const { path, body, answer, repeat = 'until-answered', signal } = wanted;
    const headers = { 'content-type': 'application/json', [csrfHeader]: token };
    const sent = call(line, { path, method: 'POST', headers, body: JSON.stringify(body), answer, repeat, signal });
    return learning(await reporting(sent));
  }

  /** Every session carries its token; the newest one counts. */
  function learning<T>(said: T): T {
    if (Check(WithToken, said)) csrf = said.csrf;
    return said;
  }

  async function reporting<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 401) onSessionGone();
      throw error;
    }
  }

  return { get, getOnce, post, csrf: () => csrf };
}

const WithToken = Type.Object({ csrf: Type.String() });
