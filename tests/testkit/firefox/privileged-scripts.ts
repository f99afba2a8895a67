import type { Browser } from 'puppeteer-core';
import { Type } from 'typebox';
import { bidiOf, evaluateIn } from './bidi.ts';

/** A document of the browser itself (WebDriver BiDi's browsing context with `moz:scope: 'chrome'`). */
export interface PrivilegedDocument {
  readonly url: string;
  /** Runs the expression in it and returns its value, which must be JSON. Rejects when it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

const Tree = Type.Object({
  contexts: Type.Array(
    Type.Object({ children: Type.Array(Type.Object({ context: Type.String(), url: Type.String() })) }),
  ),
});

/** The documents inside of the browser's windows: dialogs are among them. Firefox needs `--remote-allow-system-access`. */
export async function privilegedDocuments(browser: Browser): Promise<readonly PrivilegedDocument[]> {
  const bidi = bidiOf(browser);
  const { contexts } = await bidi('browsingContext.getTree', { 'moz:scope': 'chrome' }, Tree);
  const documents = contexts.flatMap(({ children }) => children);
  return documents.map(({ context, url }) => ({
    url,
    evaluate: (script) => {
      return evaluateIn(bidi, context, script).catch((error: Error) => {
        throw new Error(`${url}: ${error.message}`);
      });
    },
  }));
}
