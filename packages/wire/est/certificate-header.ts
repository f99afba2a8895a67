import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';

/**
 * On every answer of `cacerts` and `csrattrs` to a connection with a client certificate: `accepted`, which is its proof, or
 * the code for which it was refused. Both answer in either case.
 */
export const certificateHeader = 'koshin-certificate';

export type CertificateVerdict = 'accepted' | RefusalCode;
