import { acquisitionTexts } from '@koshin/web/texts/acquisition.ts';
import { errorTexts } from '@koshin/web/texts/errors.ts';
import { expiredTexts } from '@koshin/web/texts/expired.ts';
import { guidanceTexts } from '@koshin/web/texts/guidance.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { presentTexts } from '@koshin/web/texts/present.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalHelperTexts } from '@koshin/web/texts/renewal-helper.ts';
import { renewalImportTexts } from '@koshin/web/texts/renewal-import.ts';
import { renewalPrepareTexts } from '@koshin/web/texts/renewal-prepare.ts';
import { renewalProofTexts } from '@koshin/web/texts/renewal-proof.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { renewalTokenTexts } from '@koshin/web/texts/renewal-token.ts';
import { renewalTurnsTexts } from '@koshin/web/texts/renewal-turns.ts';
import { sessionTexts } from '@koshin/web/texts/session.ts';
import { tokenTexts } from '@koshin/web/texts/token.ts';

/** What stands as the h1 of each screen, by the screen's name in the specification. */
export const titles = {
  'login.start': loginTexts['start.title'],
  'login.locked': loginTexts['locked.title'],
  'login.password': loginTexts['password.title'],
  'notice.list': noticeTexts['list.title'],
  'notice.renewal': noticeTexts['renewal.subject'],
  'notice.legacy': guidanceTexts.title,
  main: mainTexts.title,
  'error.not-found': errorTexts['not-found.title'],
  'session.expired': sessionTexts['expired.title'],
  'session.ended': sessionTexts['ended.title'],
  'expired.public': expiredTexts.title,
  'present.none': presentTexts['none.title'],
  'present.revoked': presentTexts['revoked.title'],
  'present.retired': presentTexts['retired.title'],
  'present.replaced': presentTexts['replaced.title'],
  'present.other-user': presentTexts['otherUser.title'],
  'acq.start': acquisitionTexts.title,
  'acq.password': acquisitionTexts['set.title'],
  'acq.used': acquisitionTexts['used.title'],
  'acq.key-gone': acquisitionTexts['keyGone.title'],
  'renewal.prepare': renewalPrepareTexts.title,
  'renewal.start': renewalStartTexts.title,
  'renewal.storage': renewalStartTexts['storage.title'],
  'renewal.usb-not-offered': renewalStartTexts['usb.title'],
  'renewal.file-password': renewalFileTexts['password.title'],
  'renewal.issuing': renewalFileTexts['issuing.title'],
  'renewal.check': renewalPrepareTexts['missing.title'],
  'renewal.installing': renewalHelperTexts['installing.title'],
  'token.error': renewalTokenTexts.title,
  'token.status': tokenTexts['status.title'],
  'renewal.save': renewalFileTexts['save.title'],
  'renewal.import': renewalImportTexts.title,
  'renewal.done': renewalProofTexts['done.title'],
  'proof.old': renewalProofTexts['old.title'],
  'proof.none': renewalProofTexts['none.title'],
  resume: renewalResumeTexts.title,
  'resume.remake': renewalResumeTexts['remake.title'],
  'resume.done': renewalResumeTexts['done.title'],
  'turn.declined': renewalConsentTexts['declined.title'],
  'turn.two-windows': renewalTurnsTexts['twoWindows.title'],
  'turn.moved': renewalTurnsTexts['moved.title'],
  'renewal.login-again': renewalTurnsTexts['loginAgain.title'],
  'renewal.too-late': renewalTurnsTexts['tooLate.title'],
  'browser.unsupported': errorTexts['unsupported.title'],
  'browser.phone': errorTexts['phone.title'],
} as const;

export type ScreenName = keyof typeof titles;
