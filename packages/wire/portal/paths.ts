/**
 * The portal's API, relative to the bank's portal origin. Every POST carries the header `koshin-csrf` with the token of
 * `SessionView.csrf` and a JSON body (an empty object where nothing is said); answers are JSON, refusals
 * `application/problem+json` (see problems/problem.ts).
 */
export const portalPaths = {
  /** GET → SessionView. Never refuses: who is not logged in is `anonymous`. */
  session: '/api/session',
  /** POST → SessionView. The customer is still there: moves the idle end. */
  keepSession: '/api/session/keep',
  /** POST → SessionView. */
  logout: '/api/logout',
  /** POST PasswordRequest → SessionView. */
  password: '/api/login/password',
  /** POST LookUpRequest → LookUpResult; limited like login. */
  lookUp: '/api/look-up',
  /** POST {} → PresentationStarted, for login. */
  presentations: '/api/presentations',
  /** GET → PresentationView. */
  presentation: (nonce: string) => `/api/presentations/${nonce}`,
  /** GET with NoticeQuery → NoticeList. */
  notices: '/api/notices',
  /** GET → NoticeLetter. */
  notice: (noticeNo: string) => `/api/notices/${noticeNo}`,
  /** POST {} → NoticeLetter; again is nothing. */
  noticeRead: (noticeNo: string) => `/api/notices/${noticeNo}/read`,
  /** POST {} → NoticeLetter: 「確認しました」; again is nothing. */
  noticeAcknowledgement: (noticeNo: string) => `/api/notices/${noticeNo}/acknowledgement`,
  /** GET → CertificateList. */
  certificates: '/api/certificates',
  /** GET → DeliveredCertificate. */
  certificate: (certificateId: string) => `/api/certificates/${certificateId}`,
  /** POST RenewalStart → RenewalView. */
  renewals: '/api/renewals',
  /** POST RenewalConfirm → RenewalView. */
  renewalConfirm: (id: string) => `/api/renewals/${id}/confirm`,
  /** POST CertificationRequestMessage → IssuedCertificate. */
  renewalRequests: (id: string) => `/api/renewals/${id}/requests`,
  /** POST SuccessorReport → RenewalView. */
  renewalSaved: (id: string) => `/api/renewals/${id}/saved`,
  renewalInstalled: (id: string) => `/api/renewals/${id}/installed`,
  /** POST SuccessorLost → RenewalView. */
  renewalLost: (id: string) => `/api/renewals/${id}/lost`,
  /** POST RenewalPresentationRequest → PresentationStarted. */
  renewalPresentations: (id: string) => `/api/renewals/${id}/presentations`,
  /** POST WindowSignal → RenewalView: still open (every 10 s), also how a window learns that it lost the renewal. */
  renewalSeen: (id: string) => `/api/renewals/${id}/seen`,
  /** GET → DownloadList. Without login, as are its files. */
  downloads: '/api/downloads',
  /** GET → the file of this package. */
  download: (fileName: string) => `/downloads/${fileName}`,
  /** POST WindowSignal → 204, by sendBeacon (then the csrf token is in the body as `csrf`). */
  renewalRelease: (id: string) => `/api/renewals/${id}/release`,
  /** POST TokenChoice → TokenChallenge. */
  renewalToken: (id: string) => `/api/renewals/${id}/token`,
  /** POST TokenProof → RenewalView. */
  renewalTokenProof: (id: string) => `/api/renewals/${id}/token-proof`,
  /** GET → TokenSituation. */
  tokens: '/api/tokens',
  /** POST TokenApplicationRequest → TokenSituation. */
  tokenApplications: '/api/token-applications',
  /** POST {} → TokenSituation: 申込を取り下げる; again is nothing. */
  tokenWithdrawal: (applicationNo: string) => `/api/token-applications/${applicationNo}/withdrawal`,
  /** POST AcquisitionOpening → AcquisitionStanding; limited like login. */
  acquisitions: '/api/acquisitions',
  /** GET → AcquisitionStanding, of this browser. Never refuses. */
  acquisition: '/api/acquisition',
  /** POST AcquisitionPassword → AcquisitionStanding. */
  acquisitionPassword: '/api/acquisition/password',
  /** POST AcquisitionRequest → AcquiredCertificate. */
  acquisitionRequests: '/api/acquisition/requests',
  /** GET → DeliveredCertificate. */
  acquiredCertificate: '/api/acquisition/certificate',
  /** POST AcquisitionReport → AcquisitionView. */
  acquisitionSaved: '/api/acquisition/saved',
  acquisitionInstalled: '/api/acquisition/installed',
  /** GET → TokenSituation. */
  acquisitionTokens: '/api/acquisition/tokens',
  /** POST AcquisitionTokenChoice → TokenChallenge. */
  acquisitionToken: '/api/acquisition/token',
  /** POST AcquisitionTokenProof → AcquisitionView. */
  acquisitionTokenProof: '/api/acquisition/token-proof',
  /** POST {} → PresentationStarted: the first use. */
  acquisitionPresentations: '/api/acquisition/presentations',
  /** POST {} → AcquisitionStanding: this browser has done with it; the code is what it was. */
  acquisitionEnd: '/api/acquisition/end',
} as const;

/** Pages of the portal to which the service itself leads. */
export const portalPages = {
  start: '/',
  password: '/login/password',
  /** After a refused presentation for login. */
  presentation: (nonce: string) => `/presentation/${nonce}`,
  /** The renewal window; after its presentations with `?presentation=<nonce>`. */
  renewal: (certificateId: string) => `/renewal/${certificateId}`,
  /** 取得: where the code is given. */
  acquisitionStart: '/first',
  /** 取得, from the checks to the first use; after its presentation with `?presentation=<nonce>`. */
  acquisition: '/first/certificate',
  /** 専用USBのご案内および管理ソフトのダウンロードページ, without login. */
  download: '/download',
  /** Where the presentation role sends the browser back to, with the one-time ticket; answered by a redirect. */
  redeem: (ticket: string) => `/presented/${ticket}`,
} as const;

export const csrfHeader = 'koshin-csrf';
