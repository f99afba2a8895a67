import type { CrlSource } from '@koshin/service/edges/status-http/crl-routes.ts';

/** For a status role that is asked for other things. */
export const noCrls: CrlSource = { published: async () => null, now: Date.now };
