import { AcquiredCertificate, AcquisitionStanding, AcquisitionView } from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationStarted, PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import { TokenChallenge, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { Api } from '../portal/api/api.ts';
import { Refused } from '../portal/api/refused.ts';
import type { RenewalService } from '../renewal/run/means.ts';

/**
 * The portal's calls for the certificate of the code that was given in this browser. Code and password were given before,
 * so to begin and to confirm is to ask how it stands; nothing is held by one window, as one key alone can use the code.
 */
export function acquisitionService(api: Api): RenewalService {
  const post = (path: string, body: object = {}) => api.post({ path, body, answer: AcquisitionView });
  const opened = async (asked: Promise<AcquisitionStanding>) => {
    const standing = await asked;
    if (standing.stage !== 'open') throw new Refused(codeAskedAgain);
    return standing.acquisition;
  };
  const standing = () => opened(api.get(portalPaths.acquisition, AcquisitionStanding));
  const reports = { saved: portalPaths.acquisitionSaved, installed: portalPaths.acquisitionInstalled };
  return {
    start: standing,
    confirm: standing,
    request: (_, csr) =>
      api.post({
        path: portalPaths.acquisitionRequests,
        body: { csr: btoa(String.fromCharCode(...csr)) },
        answer: AcquiredCertificate,
      }),
    delivered: () => api.get(portalPaths.acquiredCertificate, DeliveredCertificate),
    report: async (_, what, __, storage) => {
      if (what === 'lost') throw new Error('a lost key is the bank’s matter: it gives another code');
      return post(reports[what], { ...(storage && { storage }) });
    },
    tokens: () => api.get(portalPaths.acquisitionTokens, TokenSituation),
    challengeToken: async (_, serial) =>
      (await api.post({ path: portalPaths.acquisitionToken, body: { serial }, answer: TokenChallenge })).challenge,
    proveToken: (_, proof) => post(portalPaths.acquisitionTokenProof, proof),
    startPresentation: () =>
      api.post({ path: portalPaths.acquisitionPresentations, body: {}, answer: PresentationStarted }),
    presentation: (nonce) => api.get(portalPaths.presentation(nonce), PresentationView),
    seen: () => opened(api.getOnce(portalPaths.acquisition, AcquisitionStanding)),
    release: () => {},
  };
}

/** As the service refuses every act of a browser in which no code stands any more. */
const codeAskedAgain = {
  type: 'urn:koshin:problem:session-expired',
  title: 'The acquisition code is to be given again.',
  status: 401,
  code: 'session-expired',
  refNo: '',
  facts: {},
} as const;
