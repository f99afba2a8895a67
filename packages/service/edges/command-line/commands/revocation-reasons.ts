import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';

/** As they are typed, the gravest first. */
export const reasons = [
  'key-compromise',
  'lost',
  'affiliation-changed',
  'superseded',
  'cessation',
  'privilege-withdrawn',
  'unspecified',
] as const satisfies readonly RevocationReason[];
