import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * JSON lines, on standard error. Of a request only method and route are written: its path may carry a secret (the ticket
 * of a presentation), its host a nonce.
 */
export function openLog(level: string, to: DestinationStream = destination({ dest: 2, sync: true })): Logger {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { req: requestForLog },
  };
  return pino(options, to);
}

interface RequestForLog {
  readonly method?: string;
  readonly routeOptions?: { readonly url?: string | undefined };
}

function requestForLog({ method, routeOptions }: RequestForLog) {
  return { method, route: routeOptions?.url ?? 'none' };
}
