import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import { pageHelper } from '../../helper/page-helper.ts';
import { thisBrowser } from '../../keys/browser-self.ts';
import { keyCupboard } from '../../keys/key-cupboard.ts';
import { makeKey, opensKey } from '../../keys/make-key.ts';
import { canMakeKeys, tryStorage } from '../../keys/trials.ts';
import { tellWindows } from '../../portal/api/windows.ts';
import type { Language } from '../../texts/catalogue.ts';
import type { RenewalService, RunMeans } from '../run/means.ts';
import { measureClockSkew } from './clock-skew.ts';
import { helperUsedLastTime, noteHelperUsed } from './helper-used.ts';
import { rememberAttempt } from './window-identity.ts';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * What a window of a real browser does for a renewal, or for an acquisition. `onLeave` hears that it goes to the
 * presentation host.
 */
export function pageMeans({
  service,
  bank,
  language,
  onLeave,
}: {
  readonly service: RenewalService;
  readonly bank: BankView;
  /** As the page is read right now. */
  readonly language: () => Language;
  readonly onLeave: () => void;
}): RunMeans {
  return {
    service,
    cupboard: keyCupboard(),
    keys: {
      make: makeKey,
      opens: (key, password) => opensKey(key.encryptedKey, password),
      buildFile: async (parts, format) => {
        // Triple DES and the file format are loaded when they are needed, and no sooner.
        const { buildCertificateFile } = await import('../../keys/certificate-file.ts');
        return buildCertificateFile(parts, format);
      },
    },
    window: {
      download: offerDownload,
      leaveFor: ({ nonce, url }) => {
        rememberAttempt(nonce);
        onLeave();
        location.assign(url);
      },
      tellOthers: () => tellWindows({ kind: 'renewal-changed' }),
    },
    trials: {
      isPhone: () => thisBrowser().phone,
      canMakeKeys,
      storage: tryStorage,
      clockSkewMinutes: measureClockSkew,
    },
    helper: bank.helper && {
      ...bank.helper,
      port: pageHelper({ extensionId: bank.helper.extensionId, language }),
      consentSeconds: bank.consentSeconds,
      withToken: bank.mediaStorage,
      usedLastTime: helperUsedLastTime,
      noteUsed: noteHelperUsed,
    },
    clockSkewLimit: bank.clockSkewMinutes,
    pause,
    now: () => new Date(),
    report: reportError,
  };
}

/** Gives the file to the browser's own download; its octets are let go when that has surely read them. */
function offerDownload({ name, octets }: { name: string; octets: Uint8Array<ArrayBuffer> }): void {
  const url = URL.createObjectURL(new Blob([octets], { type: 'application/x-pkcs12' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
