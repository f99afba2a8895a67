import {
  AcquiredCertificate,
  AcquisitionOpening,
  AcquisitionPassword,
  AcquisitionReport,
  AcquisitionRequest,
  AcquisitionStanding,
  AcquisitionTokenChoice,
  AcquisitionTokenProof,
  AcquisitionView,
} from '@koshin/wire/portal/acquisition-messages.ts';
import { CertificateList, LookUpRequest, LookUpResult } from '@koshin/wire/portal/certificate-view.ts';
import { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import { NoticeLetter, NoticeList, NoticeQuery } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import {
  PresentationStarted,
  PresentationView,
  RenewalPresentationRequest,
} from '@koshin/wire/portal/presentation-messages.ts';
import {
  CertificationRequestMessage,
  DeliveredCertificate,
  IssuedCertificate,
  RenewalConfirm,
  RenewalStart,
  RenewalView,
  SuccessorLost,
  SuccessorReport,
  WindowSignal,
} from '@koshin/wire/portal/renewal-messages.ts';
import { PasswordRequest, SessionView } from '@koshin/wire/portal/session-messages.ts';
import {
  TokenApplicationRequest,
  TokenChallenge,
  TokenChoice,
  TokenProof,
  TokenSituation,
} from '@koshin/wire/portal/token-messages.ts';
import { type TSchema, Type } from 'typebox';

/** A call of the portal's API with the schemas of both messages. */
export interface Call {
  /** `GET /api/presentations/:id` */
  readonly name: string;
  /** Of the body, or of what a GET asks in its address; null where it asks nothing. */
  readonly request: TSchema;
  /** Null: 204, nothing is answered. */
  readonly answer: TSchema | null;
}

const Nothing = Type.Object({}, { additionalProperties: false });

const get = (path: string, answer: TSchema, request: TSchema = Type.Null()): Call => ({
  name: `GET ${path}`,
  request,
  answer,
});
const post = (path: string, request: TSchema, answer: TSchema | null): Call => ({
  name: `POST ${path}`,
  request,
  answer,
});

const calls: readonly Call[] = [
  get(portalPaths.session, SessionView),
  post(portalPaths.keepSession, Nothing, SessionView),
  post(portalPaths.logout, Nothing, SessionView),
  post(portalPaths.password, PasswordRequest, SessionView),
  post(portalPaths.lookUp, LookUpRequest, LookUpResult),
  post(portalPaths.presentations, Nothing, PresentationStarted),
  get(portalPaths.presentation(':id'), PresentationView),
  get(portalPaths.notices, NoticeList, Type.Union([Type.Null(), NoticeQuery])),
  get(portalPaths.notice(':id'), NoticeLetter),
  post(portalPaths.noticeRead(':id'), Nothing, NoticeLetter),
  post(portalPaths.noticeAcknowledgement(':id'), Nothing, NoticeLetter),
  get(portalPaths.certificates, CertificateList),
  get(portalPaths.certificate(':id'), DeliveredCertificate),
  get(portalPaths.downloads, DownloadList),
  post(portalPaths.renewals, RenewalStart, RenewalView),
  post(portalPaths.renewalConfirm(':id'), RenewalConfirm, RenewalView),
  post(portalPaths.renewalRequests(':id'), CertificationRequestMessage, IssuedCertificate),
  post(portalPaths.renewalSaved(':id'), SuccessorReport, RenewalView),
  post(portalPaths.renewalInstalled(':id'), SuccessorReport, RenewalView),
  post(portalPaths.renewalLost(':id'), SuccessorLost, RenewalView),
  post(portalPaths.renewalPresentations(':id'), RenewalPresentationRequest, PresentationStarted),
  post(portalPaths.renewalSeen(':id'), WindowSignal, RenewalView),
  post(portalPaths.renewalRelease(':id'), Type.Object({}), null),
  post(portalPaths.renewalToken(':id'), TokenChoice, TokenChallenge),
  post(portalPaths.renewalTokenProof(':id'), TokenProof, RenewalView),
  get(portalPaths.tokens, TokenSituation),
  post(portalPaths.tokenApplications, TokenApplicationRequest, TokenSituation),
  post(portalPaths.tokenWithdrawal(':id'), Nothing, TokenSituation),
  get(portalPaths.acquisition, AcquisitionStanding),
  post(portalPaths.acquisitions, AcquisitionOpening, AcquisitionStanding),
  post(portalPaths.acquisitionPassword, AcquisitionPassword, AcquisitionStanding),
  post(portalPaths.acquisitionRequests, AcquisitionRequest, AcquiredCertificate),
  get(portalPaths.acquiredCertificate, DeliveredCertificate),
  post(portalPaths.acquisitionSaved, AcquisitionReport, AcquisitionView),
  post(portalPaths.acquisitionInstalled, AcquisitionReport, AcquisitionView),
  get(portalPaths.acquisitionTokens, TokenSituation),
  post(portalPaths.acquisitionToken, AcquisitionTokenChoice, TokenChallenge),
  post(portalPaths.acquisitionTokenProof, AcquisitionTokenProof, AcquisitionView),
  post(portalPaths.acquisitionPresentations, Nothing, PresentationStarted),
  post(portalPaths.acquisitionEnd, Nothing, AcquisitionStanding),
];

/** The call that a request (`GET /api/presentations/0123…`) is; null for one that the API does not have. */
export function callOf(request: string): Call | null {
  return calls.find(({ name }) => asPattern(name).test(request)) ?? null;
}

const asPattern = (name: string): RegExp => new RegExp(`^${name.replace(':id', '[^/]+')}$`);
