import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { renewalPrepareTexts } from '@koshin/web/texts/renewal-prepare.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { uiTexts } from '@koshin/web/texts/ui.ts';
import { expect } from 'vitest';
import type { Customer } from './customer.ts';
import { holdChecks, stopOnItsWay } from './hold.ts';
import { keysHeld, readFileContents } from './keys-held.ts';
import type { RenewalWindow } from './renewal-window.ts';

/** Every place of the renewal at which a customer can be interrupted, as one of a bank with media storage meets them. */
const places = [
  'prepare',
  'start',
  'storage',
  'file-password',
  'make-key',
  'send-request',
  'issuing',
  'save',
  'install',
  'import',
] as const;
type Place = (typeof places)[number];

interface Interruption {
  readonly end: (window: RenewalWindow) => Promise<void>;
  /** Leads the customer back to the renewal. Resolves with the window as it goes on from there. */
  readonly openAgain: () => Promise<RenewalWindow>;
  /** What is on its way when the window ends at `issuing`: the request to the service, or the certificate to the page. */
  readonly lostAtIssuing: 'request' | 'answer';
  /** And at `proof`: the browser to the presentation host, or back from it with the ticket. */
  readonly lostAtProof: 'presentation' | 'ticket';
}

/**
 * One renewal, interrupted at every place in turn and each time opened again: it stands where it was, with the same key.
 * (That is kept under the file's password, so whoever is interrupted before the file is saved gives it once more.)
 * Ends while the browser is on its way to the proof: the window is gone then too. Resolves with the file.
 */
export async function interruptEverywhere(someone: Customer, interruption: Interruption): Promise<string> {
  const letChecksEnd = await holdChecks(someone.context);
  let window = await someone.beginRenewal();
  let key: readonly string[] = [];
  for (const place of places) {
    try {
      await reach(place, window, interruption);
      if (place === 'send-request') key = await keysHeld(window.page);
      await interruption.end(window);
      letChecksEnd();
      window = await interruption.openAgain();
      await expectGoingOn(place, window, interruption);
      expect(await keysHeld(window.page)).toEqual(key);
    } catch (error) {
      throw new Error(`interrupted at ${place}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
  await window.press(renewalResumeTexts['saved.toImport']);
  const file = fileOf(someone);
  expect([readFileContents(file).keyDigest]).toEqual(key);
  someone.register(file);
  const onTheWay = interruption.lostAtProof === 'ticket' ? '*/presented/*' : '*/present/*';
  const { stopped } = await stopOnItsWay(window.page, onTheWay, 'request');
  // The press is told when the page that it leads to is there, which will not be.
  const pressing = window.check().catch(() => {});
  await stopped;
  await interruption.end(window);
  await pressing;
  return file;
}

/** From where the window was opened again after the place before. */
async function reach(place: Place, window: RenewalWindow, { lostAtIssuing }: Interruption): Promise<void> {
  switch (place) {
    case 'prepare': {
      await window.shows('renewal.prepare');
      const live = window.page.getByRole('listitem').filter({ hasText: window.say(renewalPrepareTexts['check.live']) });
      await live.filter({ hasText: window.say(uiTexts['check.done']) }).waitFor();
      return;
    }
    case 'start':
      return window.shows('renewal.start');
    case 'storage':
      await window.pressRenew();
      return window.shows('renewal.storage');
    case 'file-password':
      await window.pressRenew();
      await window.saveToPc();
      return window.shows('renewal.file-password');
    case 'make-key':
    case 'send-request':
      await window.pressRenew();
      await window.saveToPc();
      await window.choosePassword();
      if (place === 'send-request') await window.sayYes('make-key');
      return window.isAsked(place);
    case 'issuing': {
      await window.pressRenew();
      await window.openKeptKey();
      await window.isAsked('send-request');
      const { stopped } = await stopOnItsWay(window.page, '*/requests', lostAtIssuing);
      await window.sayYes('send-request');
      await stopped;
      return window.shows('renewal.issuing');
    }
    case 'save':
      if (lostAtIssuing === 'request') await window.pressRenew();
      await window.openKeptKey();
      if (lostAtIssuing === 'request') await window.sayYes('send-request');
      return window.shows('renewal.save');
    case 'install': {
      await window.openKeptKey();
      await window.saveFile();
      // The dialog comes before this is known: who is killed in between is asked for the password and saves once more.
      const known = window.page.waitForResponse((answer) => answer.url().endsWith('/saved'));
      await window.confirmSaved();
      await known;
      return window.isAsked('install');
    }
    case 'import':
      await window.press(renewalResumeTexts['saved.toImport']);
      return window.shows('renewal.import');
  }
}

async function expectGoingOn(place: Place, window: RenewalWindow, { lostAtIssuing }: Interruption): Promise<void> {
  const goesOnAt = goingOn(place, lostAtIssuing);
  await window.shows(goesOnAt === 'start' ? 'renewal.start' : 'resume');
  const words = {
    start: renewalStartTexts.continuing,
    'key-kept': renewalResumeTexts['keyKept.body'],
    saved: renewalResumeTexts['saved.toImport'],
  };
  expect(await window.text()).toContain(window.say(words[goesOnAt]));
}

function goingOn(place: Place, lostAtIssuing: Interruption['lostAtIssuing']): 'start' | 'key-kept' | 'saved' {
  if (place === 'install' || place === 'import') return 'saved';
  if (place === 'save') return 'key-kept';
  return place === 'issuing' && lostAtIssuing === 'answer' ? 'key-kept' : 'start';
}

/** The file of the new certificate, once it is saved. */
function fileOf({ downloads }: Customer): string {
  const files = readdirSync(downloads).filter((name) => name.endsWith('.p12'));
  expect(files).toHaveLength(1);
  return join(downloads, ...files);
}
