import { join } from 'node:path';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { expect } from 'vitest';
import type { Customer } from './customer.ts';
import { keysHeld, readFileContents } from './keys-held.ts';
import type { RenewalWindow } from './renewal-window.ts';
import type { Step } from './steps.ts';

/**
 * From the window that was opened again after an interruption at a step, to the proof: it says that it goes on, and ends
 * with the key that the browser has kept, where one was made.
 */
export async function finishAfter(step: Step, window: RenewalWindow, someone: Customer): Promise<void> {
  const file = await toFile(step, window, someone);
  if (step !== 'install' && step !== 'import') await window.goToImport();
  someone.register(file);
  await window.check();
  await window.shows('renewal.done');
  const { serial } = readFileContents(file);
  expect((await window.text()).replaceAll(' ', '')).toContain(serial);
  expect(await keysHeld(window.page)).toEqual([]);
}

async function toFile(step: Step, window: RenewalWindow, someone: Customer): Promise<string> {
  switch (step) {
    case 'start':
    case 'file-password':
    case 'make-key': {
      await window.shows('renewal.start');
      expect(await window.text()).toContain(window.say(renewalStartTexts.continuing));
      return window.renewToFile();
    }
    case 'send-request': {
      await window.shows('renewal.start');
      const kept = await keysHeld(window.page);
      await window.pressRenew();
      await window.openKeptKey();
      await window.sayYes('send-request');
      return sameKey(await window.saveFile(), kept);
    }
    case 'save': {
      await window.shows('resume');
      const kept = await keysHeld(window.page);
      await window.openKeptKey();
      return sameKey(await window.saveFile(), kept);
    }
    case 'install':
    case 'import': {
      await window.shows('resume');
      const [, name = ''] = /「(web-fb-certificate-\d{8}\.p12)」/.exec(await window.text()) ?? [];
      const file = join(someone.downloads, name);
      sameKey(file, await keysHeld(window.page));
      await window.press(renewalResumeTexts['saved.toImport']);
      return file;
    }
  }
}

function sameKey(file: string, kept: readonly string[]): string {
  expect(kept).toEqual([readFileContents(file).keyDigest]);
  return file;
}
