import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { type PrivilegedDocument, privilegedDocuments } from './privileged-scripts.ts';

/** Firefox's question with which certificate to introduce oneself to a site. */
export interface CertificateDialog {
  /** As a person reads them, `<CN> [<serial>]`, the one imported first at the top. */
  readonly choices: readonly string[];
  /** By place (0: the first) or by a part that only one choice has. Resolves when the dialog has closed. */
  readonly choose: (choice: number | string) => Promise<void>;
  /** Presents nothing. Resolves when the dialog has closed. */
  readonly cancel: () => Promise<void>;
}

const place = 'chrome://pippki/content/clientauthask.xhtml';
const listed = `[...document.querySelectorAll('#nicknames menuitem')].map((item) => item.getAttribute('label'))`;

/** Waits for the question. Rejects when none came within the patience (milliseconds). */
export async function certificateDialog(browser: Browser, patience = 15_000): Promise<CertificateDialog> {
  const until = performance.now() + patience;
  for (;;) {
    const dialog = await openDialog(browser);
    const choices = dialog ? Value.Parse(Type.Array(Type.String()), await dialog.evaluate(listed)) : [];
    // It opens empty and is filled a moment later.
    if (dialog && choices.length > 0) return drive(browser, dialog, choices);
    if (performance.now() > until) throw new Error(`Firefox asked for no certificate within ${patience} ms`);
    await setTimeout(50);
  }
}

function drive(browser: Browser, dialog: PrivilegedDocument, choices: readonly string[]): CertificateDialog {
  const close = async (script: string) => {
    await dialog.evaluate(script);
    while (await openDialog(browser)) await setTimeout(20);
  };
  return {
    choices,
    choose: async (choice) => {
      const index = typeof choice === 'number' ? choice : theOneWith(choice, choices);
      const select = `document.getElementById('nicknames').selectedIndex = ${index}`;
      await close(`(${select}, document.getElementById('certAuthAsk').acceptDialog(), null)`);
    },
    cancel: () => close(`(document.getElementById('certAuthAsk').cancelDialog(), null)`),
  };
}

async function openDialog(browser: Browser): Promise<PrivilegedDocument | undefined> {
  return (await privilegedDocuments(browser)).find(({ url }) => url === place);
}

function theOneWith(part: string, choices: readonly string[]): number {
  const fitting = choices.filter((choice) => choice.includes(part));
  const [one] = fitting;
  if (one === undefined || fitting.length > 1) {
    throw new Error(`${fitting.length} of Firefox's choices have "${part}": ${choices.join(', ')}`);
  }
  return choices.indexOf(one);
}
