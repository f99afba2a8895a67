import { Problem, problemMediaType } from '@koshin/wire/problems/problem.ts';
import type { Static, TSchema } from 'typebox';
import { Check } from 'typebox/schema';
import type { Connection } from './connection.ts';
import { Misunderstood, Refused, Unanswered } from './refused.ts';

/** What a call needs from its surroundings. */
export interface Line {
  readonly fetch: typeof fetch;
  readonly connection: Connection;
  /** Resolves after so many milliseconds, sooner when the browser comes online again. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface Call<S extends TSchema> {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answer: S;
  /**
   * What happens when no answer comes: `until-answered` repeats (the service's acts are safe to repeat), `never` gives
   * up at once with `Unanswered` (a password try must not be counted twice).
   */
  readonly repeat: 'until-answered' | 'never';
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds before each further try; the last one stays. */
const pauses = [500, 1000, 2000, 4000, 8000, 15000];

/** What came back whole. */
interface Said {
  readonly response: Response;
  readonly text: string;
}

/**
 * Calls the service and returns its answer, checked against the schema.
 * Throws `Refused`, `Unanswered`, `Misunderstood`, or the signal's reason when the page no longer wants the answer.
 */
export async function call<S extends TSchema>(line: Line, wanted: Call<S>): Promise<Static<S>> {
  for (let tries = 0; ; tries += 1) {
    wanted.signal?.throwIfAborted();
    const said = await attempt(line, wanted);
    if (said !== null) {
      line.connection.restored();
      return read(said, wanted.answer);
    }
    line.connection.lost();
    if (wanted.repeat === 'never') throw new Unanswered(wanted.path);
    await line.pause(pauses[Math.min(tries, pauses.length - 1)] ?? 15000);
  }
}

/** Null when no whole answer came: no network, cut off midway, or a proxy that says so in its own words. */
async function attempt(line: Line, { path, method, headers, body, signal }: Call<TSchema>): Promise<Said | null> {
  try {
    const response = await line.fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if ([502, 503, 504].includes(response.status) && !isProblem(response)) return null;
    return { response, text: await response.text() };
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}

function read<S extends TSchema>({ response, text }: Said, answer: S): Static<S> {
  const said = parse(text);
  if (response.ok && meets(answer, said)) return said;
  if (!response.ok && isProblem(response) && meets(Problem, said)) throw new Refused(said);
  throw new Misunderstood(`${response.status} ${response.url}`);
}

/** Nothing said (204) is null; what is no JSON is undefined, which meets no schema. */
function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const meets = <S extends TSchema>(schema: S, said: unknown): said is Static<S> => Check(schema, said);

const isProblem = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith(problemMediaType) ?? false;
