import { LookUpRequest } from '@koshin/wire/portal/certificate-view.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { Id } from '@koshin/wire/portal/values.ts';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { deliverCertificate, listCertificates, lookUpCertificates } from '../../use-cases/list-certificates.ts';
import type { Api } from './api-routes.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { certificateView } from './views/certificate-view.ts';
import { deliveredView } from './views/renewal-view.ts';

const params = Type.Object({ id: Id });

/** As many tries as login has, then as long a pause; by login ID, whether it exists or not. */
const lookUpLimit = {
  rateLimit: {
    max: 5,
    timeWindow: 15 * 60_000,
    hook: 'preHandler' as const,
    keyGenerator: (request: FastifyRequest) => `${request.hostname} ${loginIdIn(request.body)}`,
  },
};

function loginIdIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'loginId' in body ? String(body.loginId).toLowerCase() : '';
}

export function certificateRoutes(api: Api, { means, addresses }: Portal): void {
  api.get(portalPaths.certificates, async (request) => {
    const certificates = await listCertificates(means, callerOf(request, addresses));
    return { certificates: certificates.map(certificateView) };
  });

  api.get(portalPaths.certificate(':id'), { schema: { params } }, async (request) =>
    deliveredView(
      await deliverCertificate(means, { ...callerOf(request, addresses), certificateId: request.params.id }),
    ),
  );

  api.post(portalPaths.lookUp, { schema: { body: LookUpRequest }, config: lookUpLimit }, async (request) => {
    const { bankId } = callerOf(request, addresses);
    const found = await lookUpCertificates(means, { bankId, ...request.body });
    return {
      companyName: found.companyName,
      userName: found.userName,
      certificates: found.certificates.map(({ status, expiryDate, serialTail, subjectLabel }) => ({
        status,
        expiryDate,
        serialTail,
        subjectLabel,
      })),
    };
  });
}
