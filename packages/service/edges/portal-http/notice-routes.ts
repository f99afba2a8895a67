import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { NoticeNumber, type RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { Type } from 'typebox';
import type { NoticeFacts } from '../../use-cases/notices/notices-of.ts';
import { listNotices, readNotice } from '../../use-cases/notices/read-notice.ts';
import type { Api } from './api-routes.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';

export function noticeRoutes(api: Api, { means, addresses }: Portal): void {
  api.get(portalPaths.notices, async (request) => view(await listNotices(means, callerOf(request, addresses))));

  api.post(
    portalPaths.noticeRead(':noticeNo'),
    { schema: { params: Type.Object({ noticeNo: NoticeNumber }) } },
    async (request) =>
      view(await readNotice(means, { ...callerOf(request, addresses), noticeNo: request.params.noticeNo })),
  );
}

const view = (notices: readonly NoticeFacts[]) => ({ notices: notices.map(renewalNotice) });

function renewalNotice(facts: NoticeFacts): RenewalNotice {
  return {
    kind: 'renewal',
    noticeNo: facts.noticeNo,
    certificateId: facts.certificateId,
    publishedDate: facts.publishedDate,
    read: facts.read,
    serial: facts.serial,
    serialTail: facts.serialTail,
    subjectLabel: facts.subjectLabel,
    expiryDate: facts.expiryDate,
    daysLeft: facts.daysLeft,
    windowStart: facts.windowFirstDay,
    newExpiryDate: facts.newExpiryDate,
    unprovenSince: facts.unproven && formatInstant(facts.unproven.issuedAt),
  };
}
