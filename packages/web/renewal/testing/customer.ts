import type { RenewalRun } from '../run/renewal-run.ts';
import type { Disk } from './pretend-pc.ts';
import type { PretendService } from './pretend-service.ts';

export const filePassword = 'half-width-12';

/**
 * A customer who reads the page and does the obvious thing. Returns false when the page offers nothing more: the renewal
 * is complete, or the window has left for the presentation host.
 */
export async function doTheObvious(run: RenewalRun): Promise<boolean> {
  const { place } = run.state().flow;
  switch (place.at) {
    case 'start':
      await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: false });
      return true;
    case 'storage':
      run.turn('store-on-pc');
      return true;
    case 'file-password':
      run.choosePassword(filePassword);
      return true;
    case 'consent':
      await run.consent();
      return true;
    case 'asking-helper':
      await run.askHelper();
      return run.state().flow.place.at !== 'installed';
    case 'resume-install':
      await run.installByHelper();
      return true;
    case 'resume-request':
      run.turn('request-by-helper');
      return true;
    case 'save':
      await run.saveFile('current');
      await run.confirmSaved();
      return true;
    case 'resume-key-kept':
      await run.openKey(filePassword);
      return true;
    case 'resume-saved':
      run.turn('go-to-import');
      return true;
    case 'resume-remake':
      await run.remake();
      return true;
    case 'two-windows':
      await run.takeOver();
      return true;
    case 'import':
    case 'resume-prove':
      await run.prove(place.target);
      return false;
    default:
      return false;
  }
}

/** He presents the newest certificate that he has, in a file or with the helper; without one he cancels. */
export function presentNewest(service: PretendService, disk: Disk, nonce: string): void {
  const installed = disk.helperKeys.filter(({ fingerprint }) => fingerprint !== null);
  const digests = new Set([...disk.files, ...installed].map(({ keyDigest }) => keyDigest));
  const mine = [...service.issued.values()].filter(({ keyDigest }) => digests.has(keyDigest));
  service.present(nonce, mine.at(-1)?.certificateId ?? null);
}
