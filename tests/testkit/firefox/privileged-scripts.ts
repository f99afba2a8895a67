import type { Browser } from 'puppeteer-core';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

/** A document of the browser itself (WebDriver BiDi's browsing context with `moz:scope: 'chrome'`). */
export interface PrivilegedDocument {
  readonly url: string;
  /** Runs the expression in it and returns its value, which must be JSON. Rejects when it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
}

const Tree = Type.Object({
  result: Type.Object({
    contexts: Type.Array(
      Type.Object({ children: Type.Array(Type.Object({ context: Type.String(), url: Type.String() })) }),
    ),
  }),
});
const Evaluated = Type.Object({
  result: Type.Union([
    Type.Object({ type: Type.Literal('success'), result: Type.Object({ value: Type.String() }) }),
    Type.Object({ type: Type.Literal('exception'), exceptionDetails: Type.Object({ text: Type.String() }) }),
  ]),
});

/** The documents inside of the browser's windows: dialogs are among them. Firefox needs `--remote-allow-system-access`. */
export async function privilegedDocuments(browser: Browser): Promise<readonly PrivilegedDocument[]> {
  const send = connectionOf(browser);
  const tree = Value.Parse(Tree, await send('browsingContext.getTree', { 'moz:scope': 'chrome' }));
  const documents = tree.result.contexts.flatMap(({ children }) => children);
  return documents.map(({ context, url }) => ({
    url,
    evaluate: async (script) => {
      // BiDi has its own way to write values: a string of JSON is the same in both.
      const parameters = { expression: `JSON.stringify((${script}) ?? null)`, target: { context }, awaitPromise: true };
      const { result } = Value.Parse(Evaluated, await send('script.evaluate', parameters));
      if (result.type === 'exception') throw new Error(`${url}: ${result.exceptionDetails.text}`);
      return JSON.parse(result.result.value);
    },
  }));
}

type Send = (method: string, parameters: object) => Promise<unknown>;

/** Puppeteer keeps its BiDi connection, the only one that Firefox allows, to itself. */
function connectionOf(browser: Browser): Send {
  const connection: unknown = Reflect.get(browser, 'connection');
  if (typeof connection === 'object' && connection !== null && 'send' in connection) {
    const { send } = connection;
    if (typeof send === 'function') return (method, parameters) => send.call(connection, method, parameters);
  }
  throw new Error('this version of puppeteer-core keeps its connection elsewhere');
}
