import { portalPaths } from '@koshin/wire/portal/paths.ts';
import {
  CertificationRequestMessage,
  RenewalConfirm,
  RenewalStart,
  SuccessorReport,
  WindowSignal,
} from '@koshin/wire/portal/renewal-messages.ts';
import { Id } from '@koshin/wire/portal/values.ts';
import { Type } from 'typebox';
import { confirmRenewal } from '../../use-cases/renewal/confirm-renewal.ts';
import { renewCertificate } from '../../use-cases/renewal/renew-certificate.ts';
import { releaseRenewalWindow, seeRenewalWindow } from '../../use-cases/renewal/renewal-window.ts';
import { reportSuccessor } from '../../use-cases/renewal/report-successor.ts';
import { startRenewal } from '../../use-cases/renewal/start-renewal.ts';
import type { Api } from './api-routes.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { issuedView, renewalView } from './views/renewal-view.ts';

const params = Type.Object({ id: Id });

export function renewalRoutes(api: Api, { means, addresses }: Portal): void {
  api.post(portalPaths.renewals, { schema: { body: RenewalStart } }, async (request) =>
    renewalView(await startRenewal(means, { ...callerOf(request, addresses), ...request.body })),
  );

  api.post(portalPaths.renewalConfirm(':id'), { schema: { params, body: RenewalConfirm } }, async (request) =>
    renewalView(
      await confirmRenewal(means, {
        ...callerOf(request, addresses),
        renewalId: request.params.id,
        ...request.body,
      }),
    ),
  );

  api.post(
    portalPaths.renewalRequests(':id'),
    { schema: { params, body: CertificationRequestMessage } },
    async (request) =>
      issuedView(
        await renewCertificate(means, {
          ...callerOf(request, addresses),
          renewalId: request.params.id,
          windowId: request.body.windowId,
          csr: Buffer.from(request.body.csr, 'base64'),
        }),
      ),
  );

  for (const kind of ['saved', 'installed', 'lost'] as const) {
    const path = {
      saved: portalPaths.renewalSaved,
      installed: portalPaths.renewalInstalled,
      lost: portalPaths.renewalLost,
    };
    api.post(path[kind](':id'), { schema: { params, body: SuccessorReport } }, async (request) =>
      renewalView(
        await reportSuccessor(means, {
          ...callerOf(request, addresses),
          renewalId: request.params.id,
          ...request.body,
          kind,
        }),
      ),
    );
  }

  api.post(portalPaths.renewalSeen(':id'), { schema: { params, body: WindowSignal } }, async (request) =>
    renewalView(
      await seeRenewalWindow(means, {
        ...callerOf(request, addresses),
        renewalId: request.params.id,
        windowId: request.body.windowId,
      }),
    ),
  );

  api.post(portalPaths.renewalRelease(':id'), { schema: { params, body: WindowSignal } }, async (request, reply) => {
    await releaseRenewalWindow(means, {
      ...callerOf(request, addresses),
      renewalId: request.params.id,
      windowId: request.body.windowId,
    });
    return reply.code(204).send();
  });
}
