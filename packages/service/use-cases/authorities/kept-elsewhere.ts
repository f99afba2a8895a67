import type { Issuer } from '../../ports/register/records.ts';

/** The name of the key of a CA above an imported one: it is not here, and no signer finds one by it. */
export const keptElsewhere = 'kept-elsewhere';

/** Whether nobody here can ever sign for this CA: what it says comes in by file. */
export function isKeptElsewhere({ keyName }: Pick<Issuer, 'keyName'>): boolean {
  return keyName === keptElsewhere;
}
