import { NoticeNumber, NoticeQuery, noticesPerPage } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { type Static, Type } from 'typebox';
import { listNotices, type NoticesFound } from '../../use-cases/notices/list-notices.ts';
import { acknowledgeNotice, readNotice, showNotice } from '../../use-cases/notices/read-notice.ts';
import type { Api } from './api-routes.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { letterView, noticeView } from './views/notice-view.ts';

const ofOne = { schema: { params: Type.Object({ noticeNo: NoticeNumber }) } };

export function noticeRoutes(api: Api, { means, addresses }: Portal): void {
  api.get<{ Querystring: Static<typeof NoticeQuery> }>(
    portalPaths.notices,
    {
      schema: { querystring: NoticeQuery },
      // Everything in an address is text; nothing else of the portal's messages is converted.
      preValidation: async (request) => {
        const query: { page?: unknown } = request.query;
        if (typeof query.page === 'string' && /^\d{1,4}$/.test(query.page)) query.page = Number(query.page);
      },
    },
    async (request) => {
      const { search, page } = request.query;
      const asked = { perPage: noticesPerPage, search: search ?? '', page: page ?? 1 };
      return listView(await listNotices(means, { ...callerOf(request, addresses), ...asked }));
    },
  );

  api.get(portalPaths.notice(':noticeNo'), ofOne, async (request) =>
    letterView(await showNotice(means, { ...callerOf(request, addresses), noticeNo: request.params.noticeNo })),
  );

  api.post(portalPaths.noticeRead(':noticeNo'), ofOne, async (request) =>
    letterView(await readNotice(means, { ...callerOf(request, addresses), noticeNo: request.params.noticeNo })),
  );

  api.post(portalPaths.noticeAcknowledgement(':noticeNo'), ofOne, async (request) =>
    letterView(await acknowledgeNotice(means, { ...callerOf(request, addresses), noticeNo: request.params.noticeNo })),
  );
}

function listView({ items, count, unread, found, page, pages }: NoticesFound) {
  return { notices: items.map(noticeView), count, unread, found, page, pages };
}
