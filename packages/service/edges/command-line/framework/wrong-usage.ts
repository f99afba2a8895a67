import { StartError } from '../../../configuration/start-error.ts';

/** @param command whose help tells more, like `ca init`; empty: koshin's own */
export function wrongUsage(what: string, command = ''): StartError {
  return new StartError(`Wrong usage: ${what} (koshin ${command ? `${command} ` : ''}--help tells the right one).`, 2);
}
