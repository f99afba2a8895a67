import { csrfHeader, portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationStarted, PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { DeliveredCertificate, IssuedCertificate, RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { TokenChallenge, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { Api } from '../../portal/api/api.ts';
import type { RenewalService } from '../run/means.ts';

/** The renewal's calls of the portal, for one certificate and one window. */
export function portalService(
  api: Api,
  { certificateId, windowId }: { readonly certificateId: string; readonly windowId: string },
): RenewalService {
  const post = (path: string, body: object, repeat: 'until-answered' | 'never' = 'until-answered') =>
    api.post({ path, body: { windowId, ...body }, answer: RenewalView, repeat });
  const reports = {
    saved: portalPaths.renewalSaved,
    installed: portalPaths.renewalInstalled,
    lost: portalPaths.renewalLost,
  };
  return {
    start: ({ takeOver }) => post(portalPaths.renewals, { certificateId, takeOver }),
    confirm: (id, { password, usedOnOtherPcs }) =>
      post(
        portalPaths.renewalConfirm(id),
        { password, usedOnOtherPcs },
        password === null ? 'until-answered' : 'never',
      ),
    request: (id, csr) =>
      api.post({
        path: portalPaths.renewalRequests(id),
        body: { windowId, csr: btoa(String.fromCharCode(...csr)) },
        answer: IssuedCertificate,
      }),
    delivered: (id) => api.get(portalPaths.certificate(id), DeliveredCertificate),
    report: (id, what, successor, storage) =>
      post(reports[what](id), { certificateId: successor, ...(storage && { storage }) }),
    tokens: () => api.get(portalPaths.tokens, TokenSituation),
    challengeToken: async (id, serial) => {
      const body = { windowId, serial };
      return (await api.post({ path: portalPaths.renewalToken(id), body, answer: TokenChallenge })).challenge;
    },
    proveToken: (id, proof) => post(portalPaths.renewalTokenProof(id), proof),
    startPresentation: (id, purpose) =>
      api.post({ path: portalPaths.renewalPresentations(id), body: { purpose }, answer: PresentationStarted }),
    presentation: (nonce) => api.get(portalPaths.presentation(nonce), PresentationView),
    seen: (id) => post(portalPaths.renewalSeen(id), {}, 'never'),
    release: (id) => sendWhileLeaving(portalPaths.renewalRelease(id), { windowId }, api.csrf()),
  };
}

/** Outlives the page that sends it. Lost or refused, the renewal is free again after 25 seconds without a signal. */
function sendWhileLeaving(path: string, body: object, csrf: string | null): void {
  if (csrf === null) return;
  const headers = { 'content-type': 'application/json', [csrfHeader]: csrf };
  fetch(path, { method: 'POST', keepalive: true, headers, body: JSON.stringify(body) }).catch(() => {});
}
