import type { CommandSpec } from '../framework/command-spec.ts';
import { acquisitionIssue } from './acquisition-issue.ts';
import { acquisitionReissue } from './acquisition-reissue.ts';
import { auditExport } from './audit-export.ts';
import { auditKeys } from './audit-keys.ts';
import { auditNewKey } from './audit-new-key.ts';
import { auditVerify } from './audit-verify.ts';
import { bankAdd } from './bank-add.ts';
import { bankChange } from './bank-change.ts';
import { bankList } from './bank-list.ts';
import { bankShow } from './bank-show.ts';
import { caImport } from './ca-import.ts';
import { caInit } from './ca-init.ts';
import { caList } from './ca-list.ts';
import { caRequest } from './ca-request.ts';
import { caRevoke } from './ca-revoke.ts';
import { caRollover } from './ca-rollover.ts';
import { caShow } from './ca-show.ts';
import { caSignRequest } from './ca-sign-request.ts';
import { certList } from './cert-list.ts';
import { certRevoke } from './cert-revoke.ts';
import { certShow } from './cert-show.ts';
import { crlImport } from './crl-import.ts';
import { crlPublish } from './crl-publish.ts';
import { crlShow } from './crl-show.ts';
import { mailKeyImport } from './mail-key-import.ts';
import { mailKeyList } from './mail-key-list.ts';
import { mailKeyNew } from './mail-key-new.ts';
import { mailKeyRequest } from './mail-key-request.ts';
import { mailKeyRevoke } from './mail-key-revoke.ts';
import { noticesDue } from './notices-due.ts';
import { noticesList } from './notices-list.ts';
import { noticesResend } from './notices-resend.ts';
import { noticesRun } from './notices-run.ts';
import { noticesShow } from './notices-show.ts';
import { noticesUnreachable } from './notices-unreachable.ts';
import { noticesView } from './notices-view.ts';
import { noticesWithdraw } from './notices-withdraw.ts';
import { noticesWrite } from './notices-write.ts';
import { tokenAccept } from './token-accept.ts';
import { tokenApplications } from './token-applications.ts';
import { tokenApply } from './token-apply.ts';
import { tokenDecline } from './token-decline.ts';
import { tokenHandOver } from './token-hand-over.ts';
import { tokenList } from './token-list.ts';
import { tokenRegister } from './token-register.ts';
import { tokenSuspend } from './token-suspend.ts';
import { userSetAddress } from './user-set-address.ts';

/** Every command, in the order of the help: as an operator meets them. */
export const allCommands: readonly CommandSpec[] = [
  bankAdd,
  bankList,
  bankShow,
  bankChange,
  caInit,
  caList,
  caShow,
  caRollover,
  caRequest,
  caSignRequest,
  caImport,
  caRevoke,
  acquisitionIssue,
  acquisitionReissue,
  certList,
  certShow,
  certRevoke,
  crlPublish,
  crlShow,
  crlImport,
  noticesRun,
  noticesDue,
  noticesShow,
  noticesUnreachable,
  noticesResend,
  noticesWrite,
  noticesList,
  noticesView,
  noticesWithdraw,
  mailKeyList,
  mailKeyNew,
  mailKeyRequest,
  mailKeyImport,
  mailKeyRevoke,
  userSetAddress,
  tokenApply,
  tokenApplications,
  tokenAccept,
  tokenRegister,
  tokenHandOver,
  tokenDecline,
  tokenSuspend,
  tokenList,
  auditVerify,
  auditExport,
  auditKeys,
  auditNewKey,
];
