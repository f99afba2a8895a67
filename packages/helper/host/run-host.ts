import type { HostRequest } from '@koshin/wire/helper/host-messages.ts';
import { KeyStoreRefused } from '../key-stores/key-store.ts';
import { answerRequest } from './answer-request.ts';
import { type HostLog, traceOf } from './host-log.ts';
import { type End, serve } from './serve.ts';
import type { Stores } from './stores.ts';
import { TokenLogins } from './token-logins.ts';

/** Milliseconds between looks at a login whose time may be over. */
const looksEvery = 5_000;

/** One host for one port of a browser: it lives as long as that, and a login no longer than it. */
export async function runHost({
  version,
  stores,
  log,
  input = process.stdin,
  output = process.stdout,
}: {
  readonly version: string;
  readonly stores: Stores;
  readonly log: HostLog;
  readonly input?: NodeJS.ReadableStream & Parameters<typeof serve>[0]['input'];
  readonly output?: Parameters<typeof serve>[0]['output'];
}): Promise<End> {
  const logins = new TokenLogins({ open: (serial) => stores.openToken(serial), now: () => performance.now() });
  const onTrouble = (error: unknown) => {
    if (!(error instanceof KeyStoreRefused)) log.write({ what: 'defect', trace: traceOf(error) });
  };
  // Between requests alone: a login must not end under an act.
  let busy = false;
  const clock = setInterval(() => {
    if (!busy) logins.expire().catch(onTrouble);
  }, looksEvery);
  clock.unref();
  const answer = async (request: HostRequest) => {
    busy = true;
    const started = performance.now();
    try {
      const body = await answerRequest(request, { version, stores, logins, onTrouble });
      const came = body.answer === 'refused' ? body.code : body.answer;
      log.write({ what: request.act, came, ms: Math.round(performance.now() - started) });
      return body;
    } finally {
      busy = false;
    }
  };
  try {
    const end = await serve({ input, output, answer });
    log.write({ what: 'end', came: end });
    return end;
  } finally {
    clearInterval(clock);
    await logins.end();
  }
}
