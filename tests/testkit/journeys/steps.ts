import type { RenewalWindow } from './renewal-window.ts';

/** Places of the renewal window at which a customer may be interrupted, in order; the file is there from `install` on. */
export const steps = ['start', 'file-password', 'make-key', 'send-request', 'save', 'install', 'import'] as const;
export type Step = (typeof steps)[number];

/** What leads from the step before to this one. */
const way: Record<Step, (window: RenewalWindow) => Promise<unknown>> = {
  start: (window) => window.shows('renewal.start'),
  'file-password': async (window) => {
    await window.pressRenew();
    await window.shows('renewal.file-password');
  },
  'make-key': async (window) => {
    await window.choosePassword();
    await window.isAsked('make-key');
  },
  'send-request': async (window) => {
    await window.sayYes('make-key');
    await window.isAsked('send-request');
  },
  save: async (window) => {
    await window.sayYes('send-request');
    await window.shows('renewal.save');
  },
  install: async (window) => {
    await window.saveFile();
    await window.confirmSaved();
    await window.isAsked('install');
  },
  import: async (window) => {
    await window.sayYes('install');
    await window.shows('renewal.import');
  },
};

/** Goes from the opening of the window to this step, at a bank without media storage. */
export async function walkTo(window: RenewalWindow, step: Step): Promise<void> {
  for (const one of steps.slice(0, steps.indexOf(step) + 1)) await way[one](window);
}
