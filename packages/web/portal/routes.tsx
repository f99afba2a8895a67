import { portalPages } from '@koshin/wire/portal/paths.ts';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  useMatches,
} from '@tanstack/react-router';
import { Suspense } from 'react';
import { AcquisitionStart } from '../acquisition/acquisition-start.tsx';
import { windowIdOfPage } from '../renewal/window/window-identity.ts';
import { addressOf, firstPage, placeIn } from './api/notice-place.ts';
import { prepared, withPatience } from './api/prepared.ts';
import {
  acquisitionQuery,
  certificatesQuery,
  downloadsQuery,
  noticeQuery,
  noticesQuery,
  tokensQuery,
} from './api/queries.ts';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Frame } from './frame/frame.tsx';
import { RequireSession } from './frame/session-gate.tsx';
import { ByTelephone } from './screens/by-telephone.tsx';
import { CertificateStatus } from './screens/certificate-status.tsx';
import { Download } from './screens/download.tsx';
import { NotFound } from './screens/errors.tsx';
import { ExpiredPublic } from './screens/expired-public.tsx';
import { LoginForgot } from './screens/login-forgot.tsx';
import { LoginPassword } from './screens/login-password.tsx';
import { LoginStart } from './screens/login-start.tsx';
import { MailCheck } from './screens/mail-check.tsx';
import { MainScreen } from './screens/main-screen.tsx';
import { Notice } from './screens/notice.tsx';
import { NoticeList } from './screens/notice-list.tsx';
import { PresentationOutcome } from './screens/presentation-outcome.tsx';
import { RenewalChecklist } from './screens/renewal-checklist.tsx';
import { RenewalGuidance } from './screens/renewal-guidance.tsx';
import { LoggedOut } from './screens/session-over.tsx';
import { TokenApply } from './screens/token-apply.tsx';
import { TokenStatus } from './screens/token-status.tsx';
import { WindowRefused } from './screens/window-refused.tsx';

const root = createRootRoute({
  component: function Root() {
    return (
      <Frame path={useShownPath()}>
        <Outlet />
      </Frame>
    );
  },
  notFoundComponent: () => <NotFound refNo={null} />,
});

/** The address of the page that is drawn; the browser's own is ahead of it while the next page is being prepared. */
const useShownPath = (): string => useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '/' });

/** Pages for anyone. */
const open = [
  createRoute({ getParentRoute: () => root, path: '/', component: LoginStart }),
  createRoute({ getParentRoute: () => root, path: '/login/password', component: LoginPassword }),
  createRoute({ getParentRoute: () => root, path: '/login/forgot', component: LoginForgot }),
  createRoute({ getParentRoute: () => root, path: '/logged-out', component: LoggedOut }),
  createRoute({ getParentRoute: () => root, path: '/mail-check', component: MailCheck }),
  createRoute({
    getParentRoute: () => root,
    path: portalPages.download,
    component: Download,
    loader: () => prepared(downloadsQuery, { who: 'anyone' }),
  }),
  createRoute({ getParentRoute: () => root, path: '/expired', component: ExpiredPublic }),
  createRoute({
    getParentRoute: () => root,
    path: '/expired/request',
    component: ByTelephone,
  }),
];

const first = createRoute({
  getParentRoute: () => root,
  path: portalPages.acquisitionStart,
  loader: () => prepared(acquisitionQuery, { who: 'anyone' }),
  component: function First() {
    return <AcquisitionStart again={'again' in first.useSearch()} />;
  },
});

const acquisitionCode = () => import('../acquisition/acquisition-window.tsx');
const AcquisitionWindow = lazyRouteComponent(acquisitionCode, 'AcquisitionWindow');

/** 取得 after the code, loaded only when it is opened; it reads its own address (`?presentation=`). */
const acquisition = createRoute({
  getParentRoute: () => root,
  path: portalPages.acquisition,
  // What fails here fails again when it is drawn, where our own page says so.
  loader: async () => {
    await Promise.allSettled([AcquisitionWindow.preload?.()]);
    await withPatience(acquisitionCode().then(({ comeBack }) => comeBack()));
  },
  component: AcquisitionWindow,
});

const presentation = createRoute({
  getParentRoute: () => root,
  path: '/presentation/$nonce',
  component: function Presentation() {
    const { nonce } = presentation.useParams();
    return <PresentationOutcome key={nonce} nonce={nonce} />;
  },
});

/** Pages for who is logged in. */
const closed = createRoute({
  getParentRoute: () => root,
  id: 'closed',
  component: function Closed() {
    return (
      <RequireSession>
        <ErrorBoundary key={useShownPath()}>
          <Suspense>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </RequireSession>
    );
  },
});

const notices = createRoute({
  getParentRoute: () => closed,
  path: '/notices',
  loader: ({ location }) => prepared(noticesQuery(placeIn(location.search))),
  component: function List() {
    return <NoticeList {...placeIn(notices.useSearch())} />;
  },
});

/** The letter's address names the list that led to it, for the way back. */
const notice = createRoute({
  getParentRoute: () => closed,
  path: '/notices/$noticeNo',
  loader: ({ params }) => prepared(noticeQuery(params.noticeNo)),
  component: function Letter() {
    const back = `/notices${addressOf(placeIn(notice.useSearch()))}`;
    return <Notice noticeNo={notice.useParams().noticeNo} back={back} />;
  },
});

const renewalCode = () => import('../renewal/renewal-window.tsx');
const RenewalWindow = lazyRouteComponent(renewalCode, 'RenewalWindow');

/** The renewal window, loaded only when it is opened; it reads its own address (`?presentation=`, `?tab=1`). */
const renewal = createRoute({
  getParentRoute: () => closed,
  path: '/renewal/$certificateId',
  // All of it before anything is drawn: React keeps back for 300 ms what waits while it is drawn. What fails here fails
  // when it is drawn, where our own page says so.
  loader: async ({ params: { certificateId } }) => {
    const [windowId] = await Promise.allSettled([windowIdOfPage(), RenewalWindow.preload?.()]);
    if (windowId.status === 'fulfilled') {
      const renewed = { certificateId, windowId: windowId.value };
      await withPatience(renewalCode().then(({ comeBack }) => comeBack(renewed)));
    }
    return windowId;
  },
  component: function Renewal() {
    const windowId = renewal.useLoaderData();
    if (windowId.status === 'rejected') throw windowId.reason;
    const { certificateId } = renewal.useParams();
    return (
      <>
        <WindowRefused />
        <RenewalWindow key={certificateId} certificateId={certificateId} windowId={windowId.value} />
      </>
    );
  },
});

const inside = [
  createRoute({ getParentRoute: () => closed, path: '/main', component: MainScreen }),
  createRoute({
    getParentRoute: () => closed,
    path: '/renewal-notice',
    component: RenewalGuidance,
    loader: () => prepared(noticesQuery(firstPage)),
  }),
  createRoute({
    getParentRoute: () => closed,
    path: '/certificates',
    component: CertificateStatus,
    loader: () => prepared(certificatesQuery),
  }),
  createRoute({ getParentRoute: () => closed, path: '/after-renewal', component: RenewalChecklist }),
  createRoute({
    getParentRoute: () => closed,
    path: '/token',
    component: TokenStatus,
    loader: () => prepared(tokensQuery),
  }),
  createRoute({
    getParentRoute: () => closed,
    path: '/token/apply',
    component: TokenApply,
    loader: () => prepared(tokensQuery),
  }),
  notices,
  notice,
  renewal,
];

const tree = root.addChildren([...open, first, acquisition, presentation, closed.addChildren(inside)]);

/** The portal's addresses (those the service itself leads to: `portalPages`). Search texts stay as they are written. */
export function makeRouter() {
  return createRouter({
    routeTree: tree,
    scrollRestoration: false,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}
