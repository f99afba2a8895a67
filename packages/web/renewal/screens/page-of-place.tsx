import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { BrowserPhone, BrowserUnsupported } from '../../portal/screens/browser.tsx';
import { ErrorCode } from '../../portal/screens/error-page.tsx';
import { Unexpected } from '../../portal/screens/errors.tsx';
import type { Issuance } from '../flow/facts.ts';
import type { Place } from '../flow/place.ts';
import type { CheckStates } from '../run/checks.ts';
import { useRenewal } from '../window/renewal-context.ts';
import { Check } from './check.tsx';
import { Declined } from './declined.tsx';
import { Done } from './done.tsx';
import { NoLive, TooEarly, TooLate } from './ends.tsx';
import { FilePassword } from './file-password.tsx';
import { Import } from './import.tsx';
import { Installing, InstallNotFound } from './installing.tsx';
import { Issuing } from './issuing.tsx';
import { KeyKept } from './key-kept.tsx';
import { Prepare } from './prepare.tsx';
import { ProofRefused } from './proof-refused.tsx';
import { Remake, RemakeLimit } from './remake.tsx';
import { ResumeDone, ResumeInstall, ResumeProve, ResumeRequest, ResumeSaved } from './resume.tsx';
import { Save } from './save.tsx';
import { Start } from './start.tsx';
import { Storage, UsbNotOffered } from './storage.tsx';
import { TokenError } from './token-error.tsx';
import { LoginAgain, Moved, TwoWindows } from './turns.tsx';

/** The page of each place; a dialog stands over the page of the step it belongs to. */
export function PageOfPlace({ place, checks }: { place: Place; checks: CheckStates }) {
  const { run, term } = useRenewal();
  switch (place.at) {
    case 'prepare':
      return <Prepare checks={checks} />;
    case 'check':
      return <Check missing={place.missing} ofHelper={place.ofHelper} />;
    case 'unsupported':
      return <BrowserUnsupported term={term} />;
    case 'phone':
      return <BrowserPhone />;
    case 'login-again':
      return <LoginAgain refusal={place.refusal} />;
    case 'start':
      return <Start continuing={place.continuing} />;
    case 'storage':
      return <Storage />;
    case 'usb-not-offered':
      return <UsbNotOffered />;
    case 'file-password':
      return <FilePassword />;
    case 'consent':
      if (place.act === 'install') return <Save delivered={place} begun />;
      return <Issuing phase={place.act === 'make-key' ? 'asking' : 'made'} signerDown={null} />;
    case 'asking-helper':
      if (place.act === 'install') return <Installing installed={false} />;
      return <Issuing phase={place.act === 'make-key' ? 'asking' : 'made'} signerDown={null} asked={place.act} />;
    case 'issuing-for-helper':
      return <Issuing phase="sent" signerDown={place.signerDown} />;
    case 'installed':
      return <Installing installed />;
    case 'token-error':
      return <TokenError trouble={place.trouble} asked={place.asked} />;
    case 'install-not-found':
      return <InstallNotFound />;
    case 'making-key':
      return <Issuing phase="making" signerDown={null} />;
    case 'issuing':
      return <Issuing phase="sent" signerDown={place.signerDown} />;
    case 'declined':
      return <Declined asked={place.asked} because={place.because} />;
    case 'save':
      return <Save delivered={place} begun={place.begun} />;
    case 'import':
      return <Import target={place.target} delivered={place.delivered} />;
    case 'proof-refused':
      return <ProofRefused refusal={place.refusal} target={place.target} />;
    case 'done':
      return <Done proof={ofRenewal(place.proof)} />;
    case 'resume-saved':
      return <ResumeSaved target={place.target} issuedAt={place.issuedAt} />;
    case 'resume-key-kept':
      return <KeyKept />;
    case 'resume-install':
      return <ResumeInstall />;
    case 'resume-request':
      return <ResumeRequest />;
    case 'resume-remake':
      return <Remake lost={place.lost} />;
    case 'resume-limit':
      return <RemakeLimit refNo={place.problem?.refNo ?? null} />;
    case 'resume-prove':
      return <ResumeProve target={place.target} />;
    case 'resume-done':
      return <ResumeDone proof={ofRenewal(place.proof)} />;
    case 'two-windows':
      return <TwoWindows startedAt={place.startedAt} fileSaved={place.fileSaved} />;
    case 'moved':
      return <Moved />;
    case 'too-early':
      return <TooEarly windowStart={place.windowStart} expiryDate={place.expiryDate} />;
    case 'too-late':
      return <TooLate expiryDate={place.expiryDate} />;
    case 'no-live':
      return <NoLive reason={place.reason} endedAt={place.endedAt} />;
    case 'refused':
      return <ErrorCode {...place.problem} onAgain={() => void run.beginAgain()} />;
    case 'broken':
      return <Unexpected refNo={null} onAgain={() => void run.beginAgain()} />;
  }
}

type Proof = NonNullable<RenewalView['proof']>;

function ofRenewal(proof: NonNullable<Issuance['proof']>): Proof {
  if ('nextWindowStart' in proof) throw new Error('the first use of a certificate has a page of its own');
  return proof;
}
